// The head of the result page: shape, title, what it means, number and time. Dashed while it is not confirmed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: card

    readonly property bool failed: Case.outcome === "failed"
    readonly property string cause: OutcomeTexts.cause(Case.fault, Case.faultText)

    objectName: "outcome." + Case.outcome
    provisional: Case.outcome === "queued" || Case.outcome === "sent"
    tone: card.failed ? "error" : "strong"
    radius: Style.radius.result
    padding: Style.space.s48
    verticalPadding: Style.space.s36
    spacing: Style.space.s20

    Item {
        width: parent.width
        height: Math.max(shape.height, words.height)

        StatusShape {
            id: shape

            anchors.verticalCenter: parent.verticalCenter
            status: OutcomeTexts.status(Case.outcome)
            size: Style.size.resultShape
        }
        Column {
            id: words

            anchors.left: shape.right
            anchors.leftMargin: Style.space.s36
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Label {
                objectName: "pageTitle"
                width: parent.width
                role: "title"
                text: OutcomeTexts.title(Case.outcome, Case.decision)
                Accessible.role: Accessible.Heading
            }
            Label {
                objectName: "outcome.text"
                width: parent.width
                role: "bodyLarge"
                text: Case.decision !== "" ? OutcomeTexts.decided(Case.decision, Case.faultText) : card.failed ? card.cause + "\n" + OutcomeTexts.kept(Case.fault) : OutcomeTexts.sentence(Case.outcome, Case.department, Case.fault)
                color: Style.color.ink2
            }
        }
    }
    Rectangle {
        width: parent.width
        height: Style.border.divider
        visible: Case.number !== ""
        color: Style.color.line
    }
    Flow {
        width: parent.width
        visible: Case.number !== ""
        spacing: Style.space.s48

        Column {
            width: Math.min(Math.max(number.implicitWidth, caption.implicitWidth), parent.width)

            Label {
                id: caption

                role: "step"
                width: parent.width
                text: OutcomeTexts.numberLabel(Case.outcome)
                color: Style.color.ink2
            }
            Label {
                id: number

                objectName: "outcome.number"
                width: parent.width
                role: Case.number.length > 20 ? "heading" : "dialogTitle"
                text: Case.number
                wrapMode: Text.WrapAnywhere
                font.weight: Font.Bold
            }
        }
        Column {
            Label {
                role: "step"
                text: OutcomeTexts.timeLabel(Case.outcome)
                color: Style.color.ink2
                wrapMode: Text.NoWrap
            }
            Label {
                role: "heading"
                text: Texts.moment(Case.time)
                wrapMode: Text.NoWrap
                height: number.lineCount > 1 ? implicitHeight : number.height
            }
        }
    }
    Label {
        width: parent.width
        visible: Case.item !== ""
        role: "step"
        text: qsTr("事项：%1").arg(Case.item)
        color: Style.color.ink2
    }
}
