// Over everything, for somebody who listens and does not want others to read along: the page below goes on with keys.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: curtain

    objectName: "curtain"
    anchors.fill: parent
    color: Style.color.navy
    Accessible.role: Accessible.Grouping
    Accessible.name: title.text
    Accessible.description: words.text

    MouseArea {
        anchors.fill: parent
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Style.space.margin
        spacing: Style.space.s44

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "headset"
            size: Style.size.iconHuge
            color: Style.color.onNavy
        }
        Label {
            id: title

            width: parent.width
            role: "title"
            text: qsTr("正在用耳机办理")
            color: Style.color.onNavy
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Label {
            id: words

            width: parent.width
            role: "bodyLarge"
            text: qsTr("屏幕已遮住，按键照常用。按 0、点下面的按钮，或拔下耳机，画面就回来。")
            color: Style.color.onNavy
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        OutlineButton {
            objectName: "curtain.lift"
            anchors.horizontalCenter: parent.horizontalCenter
            width: Style.size.dialog
            text: qsTr("显示画面")
            activeFocusOnTab: false
            onTapped: Speech.cover(false)
        }
    }
}
