// A policy that the person has a right to: what, why, where the money goes; one touch, and it is confirmed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool open: Benefit.phase === "open"
    readonly property bool confirmed: Benefit.phase === "confirmed"

    objectName: "benefitScreen"
    title: page.open ? qsTr("要不要享受这一项？") : page.confirmed ? qsTr("确认好了") : Benefit.phase === "confirming" ? qsTr("正在确认，请稍等") : Benefit.text
    subtitle: page.open ? qsTr("不用填表，不用交材料。点下面“确认享受”就行。") : page.confirmed ? qsTr("不用再申请，也不用再来。") : ""
    stepsVisible: false

    StatusCard {
        objectName: "benefit.fault"
        visible: Benefit.fault !== "" && page.open
        tone: "warn"
        status: "attention"
        title: Texts.platform(Benefit.fault)
        text: qsTr("还没有确认上。再点一次不会重复。")
    }
    Card {
        objectName: "benefit.what"
        tone: page.confirmed ? "success" : "plain"

        Label {
            objectName: "benefit.benefit"
            width: parent.width
            role: "heading"
            text: Benefit.benefit
        }
        FactRow {
            objectName: "benefit.company"
            visible: Benefit.company !== ""
            label: qsTr("替哪家办")
            value: Benefit.company
        }
        FactRow {
            label: Benefit.company !== "" ? qsTr("为什么能享受") : qsTr("为什么有您")
            value: Benefit.reason
        }
        FactRow {
            visible: Benefit.payTo !== ""
            label: qsTr("发到哪里")
            value: Benefit.payTo
        }
        FactRow {
            label: qsTr("哪个政策")
            value: Benefit.title
        }
        FactRow {
            label: qsTr("谁来发")
            value: Benefit.department
            last: !number.visible
        }
        FactRow {
            id: number

            objectName: "benefit.number"
            visible: Benefit.number !== ""
            label: qsTr("确认编号")
            value: Benefit.number
            last: true
        }
    }
    NoteLine {
        visible: page.open
        iconName: "info-circle"
        text: qsTr("上面哪里不对，先别确认，打 %1 问。不确认也没关系，以后还可以来。").arg(Chrome.hotline)
    }
    NoteLine {
        objectName: "benefit.note"
        visible: page.confirmed
        iconName: "info-circle"
        text: qsTr("打 %1 报确认编号，就能问发到哪一步了。").arg(Chrome.hotline)
    }
    ReceiptButtons {
        visible: page.confirmed && Benefit.number !== ""
        phoneOffered: false
        otherwise: qsTr("请抄下确认编号。")
        onPrinted: toast.show(qsTr("凭条已出纸，请拿好"))
    }
    StatusCard {
        visible: Benefit.phase === "confirming"
        waiting: true
        title: qsTr("正在告诉平台")
    }

    tray: Toast {
        id: toast
    }

    footer: ActionBar {
        primaryText: page.open ? qsTr("确认享受") : qsTr("完成，退出并清除信息")
        primaryVisible: Benefit.phase !== "confirming"
        backVisible: Benefit.phase !== "confirming"
        onPrimary: page.open ? Benefit.confirm() : Benefit.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
