// Leaving asks once; the safe answer comes first.
import QtQuick
import Kiosk.ViewModels

ModalDialog {
    title: qsTr("要退出吗？")
    text: qsTr("退出后，屏幕上的信息会全部清除。没有提交的内容不会保留。")
    primaryText: qsTr("继续办理")
    secondaryText: qsTr("退出并清除")
    thirdText: Keeping.offer === "yes" && Keeping.worth ? qsTr("先存着，下次接着办") : ""
    onThird: Keeping.keep()
    onPrimary: Chrome.stay()
    onSecondary: Chrome.confirmLeave()
}
