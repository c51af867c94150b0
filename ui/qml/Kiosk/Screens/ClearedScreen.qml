// 信息已清除: what covers the change from one person's process to the next.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

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
            status: Supply.left ? "attention" : "ok"
            size: Style.size.clearedSign
        }
        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "title"
            text: Supply.left ? qsTr("U 盘还插着") : qsTr("信息已清除")
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: Supply.left ? qsTr("请拔下来带走。屏幕和机器里没有留下您的信息。") : qsTr("屏幕和机器里没有留下您的信息。请拿好证件和凭条。")
            color: Style.color.ink2
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
