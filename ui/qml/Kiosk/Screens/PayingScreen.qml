// One bill: the sum, a code to pay with one's own phone, and what became of it. Never "paid" before the platform says so.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property string phase: Paying.phase
    readonly property bool waiting: page.phase === "waiting"
    readonly property bool working: page.phase === "ordering" || page.phase === "cancelling"
    readonly property bool again: page.phase === "not-ordered" || page.phase === "closed" || page.phase === "refused"

    function headline(): string {
        switch (page.phase) {
        case "waiting":
            return Paying.sure ? qsTr("真的不付了吗？") : qsTr("请用手机扫码付款");
        case "paid":
            return qsTr("付好了");
        case "unsure":
            return qsTr("没确认到");
        case "closed":
            return qsTr("没有付");
        case "refused":
            return qsTr("这笔账不用付了");
        case "not-ordered":
            return qsTr("还没有开始付");
        case "cancelling":
            return qsTr("正在撤销，请稍等");
        default:
            return qsTr("正在开单，请稍等");
        }
    }

    function sentence(): string {
        switch (page.phase) {
        case "waiting":
            return Paying.sure ? qsTr("不付了就撤销这一单，账单还在，以后再付。") : qsTr("付好后不用点，机器会自己知道。");
        case "paid":
            return qsTr("收款单位收到了。要凭条的话，点下面打印。");
        case "unsure":
            return qsTr("钱可能已经付了。先别再付，我们在核对。");
        case "closed":
            return Paying.state === "EXPIRED" ? qsTr("时间过了，没有扣钱。账单还在，可以重新付。") : qsTr("没有扣钱。账单还在，可以重新付。");
        case "refused":
            return qsTr("它已经付过了，或者正在别处付。没有再扣钱。");
        case "not-ordered":
            return qsTr("平台没有回话，没有扣钱。再试一次不会付两次。");
        default:
            return qsTr("不用再点，同一笔账不会付两次。");
        }
    }

    objectName: "payingScreen"
    title: page.headline()
    subtitle: page.sentence()
    stepsVisible: false

    Card {
        tone: page.phase === "paid" ? "success" : "plain"

        Label {
            objectName: "paying.amount"
            width: parent.width
            role: "number"
            text: qsTr("%1 元").arg(Paying.amount)
        }
        Label {
            width: parent.width
            visible: Chrome.testEnvironment
            role: "bodyStrong"
            text: qsTr("测试，不扣钱")
            color: Style.color.warn
        }
        Label {
            width: parent.width
            text: qsTr("%1，付给：%2").arg(Paying.bill).arg(Paying.payee)
        }
        Label {
            width: parent.width
            visible: Paying.maskedAccount !== ""
            text: qsTr("户号 %1").arg(Paying.maskedAccount)
            color: Style.color.ink2
        }
        Label {
            objectName: "paying.order"
            width: parent.width
            visible: Paying.orderNo !== ""
            text: qsTr("缴款单号 %1").arg(Paying.orderNo)
            color: Style.color.ink2
        }
        Label {
            objectName: "paying.receipt"
            width: parent.width
            visible: Paying.receiptNo !== ""
            text: qsTr("收据号 %1，%2").arg(Paying.receiptNo).arg(Texts.moment(Paying.time))
            color: Style.color.ink2
        }
    }
    StatusCard {
        objectName: "paying.working"
        visible: page.working
        waiting: true
        title: qsTr("正在问平台")
    }
    StatusCard {
        objectName: "paying.unsure"
        visible: page.phase === "unsure"
        tone: "warn"
        status: "waiting"
        title: qsTr("机器会接着问")
        text: qsTr("想知道结果，打 %1 报缴款单号。可以先走，不会再扣一次。").arg(Chrome.hotline)
    }
    Column {
        id: place

        width: parent.width

        QrCard {
            parent: page.beside ?? place
            visible: page.waiting && !Paying.sure
            side: Style.size.receiptCodeLeast
            payload: Paying.qr
            caption: qsTr("用手机扫这个码付")
            detail: qsTr("扫开以后，照手机上的提示付。")
        }
    }
    StatusCard {
        objectName: "paying.time"
        visible: page.waiting && !Paying.sure
        seconds: Paying.seconds
        total: Paying.total
        title: qsTr("还有 %1 秒").arg(Paying.seconds)
        text: qsTr("来不及就点“再等等”")
        buttonText: qsTr("再等等")
        buttonName: "paying.moreTime"
        onTapped: Paying.moreTime()
    }
    OutlineButton {
        objectName: "paying.cancel"
        visible: page.waiting
        width: parent.width
        text: Paying.sure ? qsTr("不付了，撤销") : qsTr("不付了")
        iconName: "x"
        onTapped: Paying.cancel()
    }
    ReceiptButtons {
        visible: page.phase === "paid"
        phoneOffered: false
        onPrinted: toast.show(qsTr("凭条已出纸，请拿好"))
    }
    OutlineButton {
        objectName: "paying.again"
        visible: page.again
        width: parent.width
        text: page.phase === "not-ordered" ? qsTr("再试一次") : qsTr("看看还有什么要付的")
        iconName: "refresh"
        onTapped: Paying.retry()
    }

    tray: Toast {
        id: toast
    }
    footer: ActionBar {
        primaryText: Paying.sure ? qsTr("接着付") : qsTr("完成，退出并清除信息")
        primaryVisible: Paying.sure || !(page.waiting || page.working)
        backVisible: false
        onPrimary: Paying.sure ? Paying.goOn() : Paying.finish()
        onHelp: Chrome.help()
    }
}
