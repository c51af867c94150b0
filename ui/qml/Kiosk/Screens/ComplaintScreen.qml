// Three doors for what is not right, and the telephone for whoever would rather speak. No name is asked for.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "complaintScreen"
    title: qsTr("您想反映什么？")
    subtitle: qsTr("不用刷证件，不用留姓名。")
    stepsVisible: false

    Column {
        width: parent.width
        spacing: Style.space.s24

        Repeater {
            model: [
                {
                    channel: "unable-to-handle",
                    icon: "alert-triangle",
                    title: qsTr("事没办成"),
                    hint: qsTr("跑了几趟、材料说不清、系统交不上去，有专人帮您看。")
                },
                {
                    channel: "complaint",
                    icon: "message-report",
                    title: qsTr("对服务不满意"),
                    hint: qsTr("机器、大厅或者工作人员，哪里不好都可以说。")
                },
                {
                    channel: "hotline",
                    icon: "bulb",
                    title: qsTr("提个建议"),
                    hint: qsTr("盼着怎样更好，或者有别的事要说。")
                }
            ]

            ChoiceCard {
                required property var modelData

                objectName: "complaint." + modelData.channel
                width: parent.width
                title: modelData.title
                hint: modelData.hint
                iconName: modelData.icon
                onTapped: Complaint.choose(modelData.channel)
            }
        }
    }
    Card {
        verticalPadding: Style.space.s32
        spacing: Style.space.s8

        Label {
            width: parent.width
            role: "cardLabel"
            text: qsTr("不想打字？打电话说给人听")
        }
        Label {
            objectName: "complaint.call"
            width: parent.width
            role: "numberLarge"
            text: Chrome.hotline
        }
        Label {
            width: parent.width
            text: qsTr("用您自己的电话打，白天晚上都有人接。告诉对方终端编号：%1").arg(Chrome.terminal)
            color: Style.color.ink2
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
