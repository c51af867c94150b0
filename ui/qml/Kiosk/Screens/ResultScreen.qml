// What became of the case: one of five outcomes, and what comes next. The green tick is for 已受理 alone.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool failed: Case.outcome === "failed"
    readonly property bool provisional: Case.outcome === "queued" || Case.outcome === "sent"
    readonly property bool mendable: page.failed && Case.fault.startsWith("store")

    objectName: "resultScreen"
    stepsVisible: false

    Column {
        width: parent.width
        spacing: Style.space.targetGapWide

        OutcomeCard {}
        PartsCard {
            objectName: "result.parts"
            visible: !page.failed && Case.partCount > 0
            rows: Case.partRows
        }
        FaultPanel {
            objectName: "result.ways"
            visible: page.failed
            status: "attention"
            title: qsTr("接下来可以这样办")
            text: page.mendable ? qsTr("填好的还在这一次里。可以再试一次；还不行，就请人帮忙，或打 %1。").arg(Chrome.hotline) : qsTr("可以请人帮忙，打 %1 问，或者带证件到窗口办。").arg(Chrome.hotline)
            firstText: qsTr("请人帮忙")
            firstIcon: "headset"
            firstName: "result.help"
            secondText: page.mendable ? qsTr("再试一次") : qsTr("反映办不成事")
            secondIcon: page.mendable ? "refresh" : "message-report"
            secondName: page.mendable ? "result.retry" : "result.complain"
            onFirst: Chrome.help()
            onSecond: page.mendable ? Case.retry() : Complaint.open()
        }
        Column {
            id: place

            width: parent.width

            Column {
                parent: page.beside ?? place
                width: parent?.width ?? 0
                spacing: page.spacing

                Label {
                    width: parent.width
                    topPadding: page.beside ? 0 : Style.space.s16
                    visible: !page.failed
                    role: "heading"
                    text: qsTr("接下来会怎样")
                    Accessible.role: Accessible.Heading
                }
                Timeline {
                    objectName: "result.timeline"
                    visible: !page.failed
                    steps: Case.decision === "approved" ? OutcomeTexts.decidedSteps(Case.department) : OutcomeTexts.steps(Case.outcome, Case.department, Case.maskedPhone, Chrome.online, Case.fault)
                }
                NoteLine {
                    objectName: "result.identity"
                    visible: Case.identityPending && !page.failed
                    status: "waiting"
                    text: qsTr("这次用的是刷证加签名，平台之后还要核对是不是您本人。")
                }
                StatusCard {
                    objectName: "result.callAfter"
                    visible: page.provisional && Case.callAfter !== ""
                    title: qsTr("%1 还没有消息？").arg(Texts.moment(Case.callAfter))
                    text: qsTr("打 %1 报暂存号，或者带证件到窗口问。").arg(Chrome.hotline)
                }
            }
        }
        ReceiptButtons {
            topPadding: Style.space.s16
            visible: Case.number !== ""
            onPrinted: toast.show(qsTr("凭条已出纸，请拿好"))
        }
        Card {
            visible: Rating.offered && (!page.failed || Case.number !== "")
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "result.rate"
                title: qsTr("这次办事满意吗？")
                note: qsTr("点这里评一评，不评也行")
                iconName: "mood-smile"
                last: true
                onTapped: Rating.open()
            }
        }
        NoteLine {
            objectName: "result.rated"
            visible: Rating.given
            iconName: "heart-handshake"
            text: Chrome.online ? qsTr("谢谢，您的评价记下了。") : qsTr("谢谢，您的评价记下了，连上平台后自动送出。")
        }
    }

    tray: [
        KeepLine {
            visible: page.mendable && Keeping.offer === "yes"
        },
        Toast {
            id: toast
        }
    ]
    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        backVisible: false
        onPrimary: Case.finish()
        onHelp: Chrome.help()
    }
}
