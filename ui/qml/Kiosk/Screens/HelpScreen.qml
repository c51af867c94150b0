// Help: who answers, and how; never a promise that somebody is coming.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "helpScreen"
    title: qsTr("找人帮忙")
    subtitle: Chrome.personal ? qsTr("您办的事还在，按“返回”接着办。") : qsTr("打电话或到窗口，都有人帮您。")
    stepsVisible: false

    Card {
        verticalPadding: Style.space.s32
        spacing: Style.space.s8

        Label {
            width: parent.width
            text: qsTr("政务服务热线，用您自己的电话打")
            color: Style.color.ink2
        }
        Label {
            objectName: "hotline"
            width: parent.width
            role: "numberLarge"
            text: Chrome.hotline
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: qsTr("告诉对方终端编号：%1").arg(Chrome.terminal)
        }
    }
    Column {
        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: page.spacing

        Label {
            width: parent.width
            topPadding: Style.space.s16
            role: "heading"
            text: qsTr("也可以这样")
            Accessible.role: Accessible.Heading
        }
        Card {
            HelpLine {
                iconName: "user"
                title: qsTr("请旁边的工作人员过来")
                text: qsTr("上班时间大厅里有人。重要的步骤还是由您自己确认。")
            }
            HelpLine {
                iconName: "map-pin"
                title: qsTr("带证件到窗口办")
                text: qsTr("窗口能办的比机器多，每个事项的指南里写着地址。")
            }
            HelpLine {
                iconName: "lock"
                title: qsTr("别把验证码告诉别人")
                text: qsTr("工作人员不会向您要验证码和密码。")
                last: true
            }
        }
        Card {
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "help.display"
                title: qsTr("改显示或语言")
                note: qsTr("字大小、高对比、低位、语言")
                iconName: "language"
                last: true
                onTapped: Chrome.openDisplay(true)
            }
        }
    }

    footer: ActionBar {
        primaryVisible: false
        helpVisible: false
        onBack: Chrome.back()
    }
}
