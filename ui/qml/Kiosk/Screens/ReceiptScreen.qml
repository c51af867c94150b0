// The receipt on the phone, on paper, or copied by hand: the code, the number in large figures, the printer.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool provisional: Case.outcome === "queued" || Case.outcome === "sent"

    objectName: "receiptScreen"
    title: qsTr("把凭条带走")
    subtitle: ways.failed ? qsTr("两种都可以：手机扫、抄号码。") : qsTr("三种都可以：手机扫、打印、抄号码。")
    stepsVisible: false

    QrCard {
        id: code

        // As large as the rest of the page leaves room for.
        readonly property real room: (page.beside ? page.paging.height : page.availableHeight - others.height - page.spacing) - code.around - Style.space.s32

        visible: Case.qr !== ""
        side: Math.max(Style.size.receiptCodeLeast, Math.min(Style.size.receiptCode, code.room))
        payload: Case.qr
        caption: qsTr("用手机扫一扫")
        detail: page.provisional ? qsTr("扫出来的文字就是凭条，没有网也能扫。") : qsTr("扫出来就是凭条，以后用它查进度。")
    }
    Column {
        id: others

        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: page.spacing

        Card {
            provisional: page.provisional
            verticalPadding: Style.space.s28

            Label {
                width: parent.width
                text: OutcomeTexts.numberLabel(Case.outcome)
                color: Style.color.ink2
            }
            Label {
                objectName: "receipt.number"
                width: parent.width
                role: Case.number.length > 16 || page.beside ? "input" : Case.number.length > 14 ? "number" : "numberLarge"
                text: Case.number
                wrapMode: Text.WrapAnywhere
            }
        }
        ReceiptButtons {
            id: ways

            phoneOffered: false
            onPrinted: toast.show(qsTr("凭条已出纸，请拿好"))
        }
        Card {
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "receipt.help"
                title: qsTr("没有手机，也打不了？请人写给您")
                iconName: "headset"
                last: true
                onTapped: Chrome.help()
            }
        }
    }

    tray: Toast {
        id: toast
    }
    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        onPrimary: Case.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
