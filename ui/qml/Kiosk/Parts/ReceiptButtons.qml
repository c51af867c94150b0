// Print and phone, of equal size. Where the printer cannot, its button gives way to words and to the number.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: ways

    property bool phoneOffered: true
    // What to do where the printer cannot.
    property string otherwise: ways.phoneOffered ? qsTr("请用手机存，或者抄号码。") : qsTr("请用手机扫上面的码，或者抄号码。")
    readonly property bool failed: Case.printPhase === "failed" || (!Case.canPrint && Case.printPhase !== "done" && Case.printPhase !== "printing")
    readonly property bool done: Case.printPhase === "done"
    readonly property real half: ways.phoneOffered ? (ways.width - Style.space.s24) / 2 : ways.width

    // Only what happens while one looks is news: a slip printed before this page opened is not.
    property bool watching: false

    signal printed

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.targetGapWide
    Component.onCompleted: ways.watching = true
    onDoneChanged: if (ways.done && ways.watching)
        ways.printed()

    StatusCard {
        objectName: "result.printFault"
        visible: ways.failed
        tone: "warn"
        status: "attention"
        shapeSize: Style.size.icon
        title: Texts.printer(Case.printFault)
        text: ways.otherwise
    }
    Row {
        width: parent.width
        spacing: Style.space.s24

        OutlineButton {
            id: slip

            objectName: "result.print"
            visible: !ways.failed
            width: ways.half
            height: Math.max(implicitHeight, phone.implicitHeight)
            busy: Case.printPhase === "printing"
            enabledHere: !ways.done
            text: ways.done ? qsTr("凭条已打印") : slip.busy ? qsTr("正在打印…") : qsTr("打印凭条")
            iconName: ways.done ? "check" : "receipt"
            onTapped: Case.print()
        }
        OutlineButton {
            objectName: "result.copyNumber"
            visible: ways.failed && ways.phoneOffered
            width: ways.half
            height: Math.max(implicitHeight, phone.implicitHeight)
            text: qsTr("抄号码")
            iconName: "pencil"
            onTapped: Case.openReceipt()
        }
        OutlineButton {
            id: phone

            objectName: "result.phone"
            visible: ways.phoneOffered
            width: ways.half
            height: Math.max(implicitHeight, slip.implicitHeight)
            text: qsTr("手机扫码存凭条")
            iconName: "qrcode"
            onTapped: Case.openReceipt()
        }
    }
    // The printer works again. Not where a slip may have come out unseen: it is never printed twice.
    OutlineButton {
        objectName: "result.printAgain"
        visible: Case.printPhase === "failed" && Case.canPrint && Case.printFault !== "printer.outcome-unknown"
        width: ways.width
        text: qsTr("再打一次")
        iconName: "receipt"
        onTapped: Case.print()
    }
}
