// 先存着，下次接着办: keep what is filled in; where that cannot be done now, it says so.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: line

    readonly property bool offered: Keeping.offer !== ""

    width: parent ? parent.width : implicitWidth
    height: line.offered ? Style.size.target + Style.space.s16 : 0
    visible: line.offered
    color: Style.color.canvas

    TextButton {
        objectName: "keepButton"
        anchors.centerIn: parent
        enabledHere: Keeping.offer === "yes"
        text: Keeping.offer === "yes" ? qsTr("先存着，下次接着办") : qsTr("连不上平台，现在不能先存着")
        iconName: "clock"
        onTapped: Keeping.keep()
    }
}
