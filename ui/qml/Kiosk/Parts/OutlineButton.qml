// A second action: outline, never filled. `quiet` outlines in the control colour with ink words.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: button

    property string iconName: ""
    property bool small: false
    property bool iconBehind: false
    property color color: Style.color.primary
    property color ground: Style.color.surface
    property color groundPressed: Style.color.primaryTint

    implicitWidth: row.natural + 2 * Style.space.s32
    implicitHeight: Math.max(button.small ? Style.size.target : Style.size.primaryButton, row.height + 2 * Style.space.s12)

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: button.radius
        color: !button.enabledHere ? Style.color.disabledBg : button.pressed ? button.groundPressed : button.ground
        border.width: Style.border.control
        border.color: button.enabledHere ? button.color : Style.color.lineStrong
    }
    ButtonRow {
        id: row

        anchors.centerIn: parent
        available: button.width - 2 * Style.space.s20
        text: button.text
        iconName: button.iconName
        iconBehind: button.iconBehind
        role: button.small ? "buttonSmall" : "button"
        color: button.enabledHere ? button.color : Style.color.disabled
    }
}
