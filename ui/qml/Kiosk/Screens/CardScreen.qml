// Place the card: where it goes, how long there is, what went wrong, and who else can help.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool out: CardReading.readerOut
    readonly property bool failed: CardReading.phase === "failed" || page.out
    readonly property string phase: page.out ? "failed" : CardReading.phase

    function stateTitle(phase: string): string {
        switch (phase) {
        case "reading":
            return qsTr("正在读，先别拿开");
        case "done":
            return qsTr("读好了，请拿走证件");
        case "failed":
            return page.out ? qsTr("这台机器现在读不了证件") : Texts.cardFault(CardReading.fault, CardReading.failures);
        default:
            return Chrome.cardLeft ? qsTr("读卡区上还有别人的证件") : qsTr("正在等您放证件");
        }
    }

    function stateText(phase: string): string {
        switch (phase) {
        case "reading":
            return qsTr("放稳 3 秒，读完会告诉您");
        case "done":
            return qsTr("马上到下一步");
        case "failed":
            return page.out ? Texts.cardHint("device.gone", 0, "") : Texts.cardHint(CardReading.fault, CardReading.failures, Texts.date(CardReading.expiredOn));
        default:
            return Chrome.cardLeft ? qsTr("拿开放在旁边，再放您自己的。机器会通知工作人员。") : qsTr("还有 %1 秒，时间不够可以再延长").arg(CardReading.seconds);
        }
    }

    function wanted(whose: string): string {
        switch (whose) {
        case "principal":
            return qsTr("请放他本人的身份证");
        case "child":
            return qsTr("请放孩子的身份证");
        case "agent":
            return qsTr("现在放您自己的身份证");
        case "guardian":
            return qsTr("现在放您（监护人）的身份证");
        default:
            return qsTr("请把身份证平放在读卡区");
        }
    }

    objectName: "cardScreen"
    title: page.out ? qsTr("读卡区现在用不了") : page.wanted(CardReading.whose)
    subtitle: page.out ? qsTr("不是您的证件有问题。") : qsTr("放稳 3 秒，看到“读好了”再拿走。证件信息只用于这次办事。")

    DeviceGuidance {
        height: Math.max(Style.size.guidanceLeast, Math.min(Style.size.guidanceHeight, page.availableHeight - below.height - page.spacing - Style.space.s24))
        phase: page.phase
        failure: page.out ? qsTr("这里现在用不了") : Texts.needsOther(CardReading.fault) ? qsTr("请换一张证件") : qsTr("请再放一次")
    }
    Column {
        id: below

        width: parent.width
        spacing: page.spacing

        StatusCard {
            objectName: "card.state"
            tone: page.failed ? "error" : page.phase === "done" ? "success" : "primary"
            title: page.stateTitle(page.phase)
            text: page.stateText(page.phase)
            seconds: page.phase === "waiting" && !Chrome.cardLeft ? CardReading.seconds : -1
            total: CardReading.total
            waiting: page.phase === "reading"
            status: page.failed ? "error" : page.phase === "done" ? "ok" : ""
            buttonText: page.out ? "" : page.failed ? (Texts.needsOther(CardReading.fault) ? qsTr("换一张再试") : qsTr("再试一次")) : page.phase === "waiting" ? qsTr("延长时间") : ""
            buttonName: page.failed ? "card.retry" : "card.moreTime"
            onTapped: page.failed ? CardReading.retry() : CardReading.moreTime()
        }
        NoteLine {
            visible: !page.failed
            iconName: "id"
            role: "step"
            text: qsTr("有的事项也可以放：港澳台居民居住证、外国人永久居留身份证。")
        }
        Column {
            parent: page.beside ?? below
            width: parent?.width ?? 0
            spacing: page.spacing

            Label {
                width: parent.width
                topPadding: Style.space.s12
                role: "heading"
                text: qsTr("没带证件，或者读不出来？")
                Accessible.role: Accessible.Heading
            }
            Card {
                padding: 0
                verticalPadding: 0

                ListRow {
                    objectName: "card.help"
                    title: qsTr("请人帮忙")
                    note: qsTr("也可以打 %1").arg(Chrome.hotline)
                    iconName: "headset"
                    onTapped: Chrome.help()
                }
                ListRow {
                    objectName: "card.elsewhere"
                    title: qsTr("先不刷证件，回去看别的办法")
                    iconName: "map-pin"
                    last: true
                    onTapped: Chrome.back()
                }
            }
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
