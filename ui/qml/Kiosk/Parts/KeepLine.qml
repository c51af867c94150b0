// 先存着，下次接着办, or 请工作人员帮我: keep what is filled in, for oneself or for the desk; where that cannot be done
// now, it says so.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: line

    readonly property bool brief: Style.large || Style.landscape
    readonly property bool offered: Keeping.offer !== ""

    width: parent ? parent.width : implicitWidth
    height: line.offered ? Style.size.target + Style.space.s16 : 0
    visible: line.offered
    color: Style.color.canvas

    Row {
        anchors.centerIn: parent
        spacing: Style.space.targetGapWide

        TextButton {
            objectName: "keepButton"
            enabledHere: Keeping.offer === "yes"
            text: Keeping.offer === "yes" ? line.brief ? qsTr("先存着") : qsTr("先存着，下次接着办") : Style.large && Style.landscape ? qsTr("现在不能先存着") : qsTr("连不上平台，现在不能先存着")
            iconName: "clock"
            onTapped: Keeping.keep()
        }
        TextButton {
            objectName: "staffButton"
            visible: Keeping.offer === "yes"
            text: line.brief ? qsTr("请人帮我填") : qsTr("请工作人员帮我")
            iconName: "headset"
            onTapped: Keeping.askStaff()
        }
    }
}
