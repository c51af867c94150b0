// The one main action of a page. While busy the label says so and further touches are ignored.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: button

    property string iconName: ""
    property string busyText: qsTr("正在处理…")

    implicitWidth: row.natural + 2 * Style.space.s40
    implicitHeight: Math.max(Style.size.primaryButton, row.height + 2 * Style.space.s12)
    Accessible.name: button.busy ? button.busyText : button.text

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: button.radius
        color: !button.enabledHere ? Style.color.disabledBg : button.pressed ? Style.color.primaryPress : Style.color.primary
    }
    ButtonRow {
        id: row

        anchors.centerIn: parent
        available: button.width - 2 * Style.space.s24
        text: button.busy ? button.busyText : button.text
        iconName: button.busy ? "" : button.iconName
        color: button.enabledHere ? Style.color.onPrimary : Style.color.disabled
    }
}
