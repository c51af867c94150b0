// What became of it: the number to ask with, who answers and until when; never "answered" before it is.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property string outcome: Complaint.outcome
    readonly property bool waiting: page.outcome === "waiting"
    readonly property bool failed: page.outcome === "failed"
    readonly property bool provisional: page.outcome === "queued" || page.outcome === "sent" || page.outcome === "held"

    function headline(): string {
        switch (page.outcome) {
        case "received":
            return qsTr("收到了，会有人办");
        case "sent":
            return qsTr("已送出，等确认");
        case "queued":
            return qsTr("已保存，还没有送出");
        case "held":
            return qsTr("已保存，工作人员会看");
        case "failed":
            return qsTr("没有存下来");
        default:
            return qsTr("正在提交，请稍等");
        }
    }

    function sentence(): string {
        switch (page.outcome) {
        case "received":
            return Complaint.promised === "" ? qsTr("答复前会有人看您说的每一句。") : qsTr("最晚 %1 前答复。").arg(Texts.date(Complaint.promised));
        case "sent":
            return qsTr("平台还没有回话，机器会自己继续问。不用再说一遍。");
        case "queued":
            return qsTr("现在连不上平台，连上就自动送出。不用再说一遍。");
        case "held":
            return qsTr("这一次没有送成，没有丢。可以打 %1 报下面的号。").arg(Chrome.hotline);
        case "failed":
            return qsTr("机器现在存不下。可以再试一次，或者打 %1 说。").arg(Chrome.hotline);
        default:
            return qsTr("不用再点，同一件事不会送两次。");
        }
    }

    objectName: "complaintDoneScreen"
    stepsVisible: false

    StatusCard {
        objectName: "complaint.waiting"
        visible: page.waiting
        waiting: true
        title: page.headline()
        text: page.sentence()
    }
    FaultPanel {
        objectName: "complaint.failed"
        visible: page.failed
        title: page.headline()
        text: page.sentence()
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "complaint.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "complaint.help"
        onFirst: Complaint.retry()
        onSecond: Chrome.help()
    }
    Card {
        objectName: "complaint.outcome"
        visible: !page.waiting && !page.failed
        provisional: page.provisional
        tone: "strong"
        radius: Style.radius.result
        padding: Style.space.s48
        verticalPadding: Style.space.s36
        spacing: Style.space.s20

        Row {
            width: parent.width
            spacing: Style.space.s36

            StatusShape {
                id: shape

                anchors.verticalCenter: parent.verticalCenter
                status: page.provisional ? "waiting" : "progress"
                size: Style.size.resultShape
            }
            Column {
                width: parent.width - shape.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    objectName: "complaint.headline"
                    width: parent.width
                    role: "title"
                    text: page.headline()
                    Accessible.role: Accessible.Heading
                }
                Label {
                    objectName: "complaint.sentence"
                    width: parent.width
                    role: "bodyLarge"
                    text: page.sentence()
                    color: Style.color.ink2
                }
            }
        }
        Rectangle {
            width: parent.width
            height: Style.border.divider
            color: Style.color.line
        }
        Label {
            width: parent.width
            role: "step"
            text: page.outcome === "received" ? qsTr("工单号，请抄下来或拍下来") : qsTr("暂存号（不是工单号），请抄下来或拍下来")
            color: Style.color.ink2
        }
        Label {
            objectName: "complaint.number"
            width: parent.width
            role: Complaint.number.length > 16 ? "input" : "number"
            text: Complaint.number
            wrapMode: Text.WrapAnywhere
        }
        Label {
            width: parent.width
            role: "step"
            text: qsTr("%1，关于：%2").arg(Texts.moment(Complaint.time)).arg(Complaint.subject)
            color: Style.color.ink2
        }
    }
    NoteLine {
        visible: !page.waiting && !page.failed
        iconName: "phone"
        text: Complaint.phone === "" ? qsTr("想知道结果，打 %1 报这个号。").arg(Chrome.hotline) : qsTr("有结果会打电话告诉您，也可以打 %1 报这个号问。").arg(Chrome.hotline)
    }

    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        primaryVisible: !page.waiting
        backVisible: false
        onPrimary: Complaint.finish()
        onHelp: Chrome.help()
    }
}
