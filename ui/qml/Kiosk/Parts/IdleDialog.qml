// 您还在吗？ Any touch outside the way out goes on.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

ModalDialog {
    id: dialog

    title: qsTr("您还在吗？")
    text: Keeping.offer === "yes" && Keeping.worth ? qsTr("%1 秒后会退出，并清除屏幕上的信息。填好的先替您存着，刷同一张证件接着办").arg(Chrome.dialogSeconds) : qsTr("%1 秒后会退出，并清除屏幕上的信息").arg(Chrome.dialogSeconds)
    primaryText: qsTr("继续办理")
    secondaryText: qsTr("退出并清除")
    onPrimary: Chrome.stay()
    onSecondary: Chrome.confirmLeave()
    onOutside: Chrome.stay()

    Item {
        width: parent.width
        height: Style.size.ring + Style.space.s24

        CountdownRing {
            anchors.centerIn: parent
            size: Style.size.ring
            seconds: Chrome.dialogSeconds
            total: 60
        }
    }
}
