// 信息已清除: what covers the change from one person's process to the next.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Rectangle {
    id: page

    objectName: "clearedScreen"
    anchors.fill: parent
    color: Style.color.canvas

    Header {}
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Style.space.margin
        spacing: Style.space.s24

        StatusShape {
            anchors.horizontalCenter: parent.horizontalCenter
            status: "ok"
            size: Style.size.clearedSign
        }
        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "title"
            text: qsTr("信息已清除")
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: qsTr("屏幕和机器里没有留下您的信息。请拿好证件和凭条。")
            color: Style.color.ink2
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
