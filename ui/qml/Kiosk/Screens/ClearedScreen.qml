// 信息已清除: what covers the change from one person's process to the next.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    readonly property bool forgotten: Chrome.cardLeft || Supply.left

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
            status: page.forgotten ? "attention" : "ok"
            size: Style.size.clearedSign
        }
        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "title"
            text: Chrome.cardLeft ? qsTr("请拿走您的证件") : Supply.left ? qsTr("U 盘还插着") : qsTr("信息已清除")
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: Chrome.cardLeft ? qsTr("证件还在读卡区上。屏幕和机器里没有留下您的信息。") : Supply.left ? qsTr("请拔下来带走。屏幕和机器里没有留下您的信息。") : qsTr("屏幕和机器里没有留下您的信息。请拿好证件和凭条。")
            color: Style.color.ink2
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
