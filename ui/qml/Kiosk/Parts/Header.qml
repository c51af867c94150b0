// The top bar: whose terminal this is, the time, and whether network and devices work.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: header

    readonly property list<string> weekdays: [qsTr("星期一"), qsTr("星期二"), qsTr("星期三"), qsTr("星期四"), qsTr("星期五"), qsTr("星期六"), qsTr("星期日")]

    objectName: "header"
    width: parent ? parent.width : implicitWidth
    // A long name in Latin letters takes a second line beside a long state.
    implicitHeight: Math.max(Style.size.header, names.height + 2 * Style.space.s12, state.height + 2 * Style.space.s12)
    color: Style.color.surface
    Accessible.role: Accessible.Grouping
    Accessible.name: organisation.text + "，" + terminal.text

    Icon {
        id: mark

        x: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "mark"
        size: Style.size.mark
    }
    Column {
        id: names

        anchors.left: mark.right
        anchors.leftMargin: Style.space.s20
        anchors.right: state.left
        anchors.rightMargin: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: organisation

            width: parent.width
            role: "bodyStrong"
            text: Chrome.organisation
            Accessible.ignored: true
        }
        Label {
            id: terminal

            width: parent.width
            role: "label"
            text: Chrome.elder ? qsTr("长辈版") : (Chrome.roundTheClock ? qsTr("24 小时自助终端 %1") : qsTr("自助终端 %1")).arg(Chrome.terminal)
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
    Column {
        id: state

        anchors.right: parent.right
        anchors.rightMargin: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.space.s4

        Row {
            anchors.right: parent.right
            spacing: Style.space.s12

            Tag {
                anchors.verticalCenter: parent.verticalCenter
                visible: Chrome.testEnvironment
                alone: true
                text: qsTr("测试环境")
                tone: "warn"
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                objectName: "clock"
                visible: !Style.elder
                role: "cardLabel"
                text: Chrome.clock
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                visible: !Style.elder
                text: header.weekdays[Chrome.weekday]
                color: Style.color.ink2
            }
        }
        // Large words one below the other: the name of the place needs its room.
        Grid {
            anchors.right: parent.right
            columns: Style.large ? 1 : 2
            horizontalItemAlignment: Grid.AlignRight
            spacing: Style.large ? Style.space.s4 : Style.space.s24

            HeaderState {
                objectName: "networkState"
                visible: !Style.elder || !fine
                fine: Chrome.online
                text: Chrome.online ? qsTr("网络正常") : Texts.lineIsDown(Chrome.linkFault) ? qsTr("网络中断") : qsTr("平台连不上")
            }
            HeaderState {
                objectName: "deviceState"
                visible: !Style.elder || !fine
                fine: Chrome.deviceFaults === 0
                text: Chrome.deviceFaults === 0 ? qsTr("设备正常") : qsTr("有设备停用")
            }
        }
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Style.border.divider
        color: Style.color.line
    }
}
