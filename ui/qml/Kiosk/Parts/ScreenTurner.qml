// 上一屏 / 下一屏 in words, and which screen of how many is seen.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: turner

    property int at: 0
    property int screens: 1

    signal turn(int by)

    implicitHeight: Style.size.target

    OutlineButton {
        id: before

        objectName: "pager.previous"
        small: true
        height: Style.size.target
        enabledHere: turner.at > 0
        text: qsTr("上一屏")
        iconName: "chevron-left"
        onTapped: turner.turn(-1)
    }
    Label {
        anchors.left: before.right
        anchors.right: after.left
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignHCenter
        objectName: "pager.place"
        role: "bodyStrong"
        text: qsTr("第 %1 屏，共 %2 屏").arg(turner.at + 1).arg(turner.screens)
    }
    OutlineButton {
        id: after

        objectName: "pager.next"
        anchors.right: parent.right
        small: true
        height: Style.size.target
        enabledHere: turner.at + 1 < turner.screens
        text: qsTr("下一屏")
        iconName: "chevron-right"
        iconBehind: true
        onTapped: turner.turn(1)
    }
}
