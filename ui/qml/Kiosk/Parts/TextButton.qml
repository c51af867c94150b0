// A quiet action: words only (with an icon before or a chevron behind), still 80 px high.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: button

    property string iconName: ""
    property bool chevron: false
    property bool large: false

    implicitWidth: row.natural + (button.chevron ? Style.size.iconSmall + Style.space.s8 : 0) + 2 * Style.space.s12
    implicitHeight: Math.max(Style.size.target, row.height + 2 * Style.space.s12)

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: button.radius
        color: button.pressed ? Style.color.primaryTint : "transparent"
    }
    ButtonRow {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: Math.max(Style.space.s12, (button.width - width - (button.chevron ? Style.size.iconSmall + Style.space.s8 : 0)) / 2)
        available: button.width - 2 * Style.space.s12 - (button.chevron ? Style.size.iconSmall + Style.space.s8 : 0)
        text: button.text
        iconName: button.iconName
        role: button.large ? "button" : "buttonSmall"
        color: button.enabledHere ? Style.color.primary : Style.color.disabled
    }
    Icon {
        anchors.left: row.right
        anchors.leftMargin: Style.space.s8
        anchors.verticalCenter: parent.verticalCenter
        name: button.chevron ? "chevron-right" : ""
        color: row.color
    }
}
