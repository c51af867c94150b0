// One way to confirm who one is: icon, name, what happens, its button. All ways have the same size and weight.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: card

    property string way: ""
    property bool available: true
    property string reason: ""
    property string detail: ""
    // Large words on a broad screen: what is pressed stands beside what is read.
    readonly property bool wide: Style.large && Style.landscape
    readonly property real act: Math.max(button.implicitHeight, why.visible ? why.implicitHeight : 0)
    readonly property real needed: card.inset * 2 + (card.wide ? Math.max(body.height, card.act) : body.height + card.act + (Style.landscape ? Style.space.s16 : Style.space.s32))
    readonly property real actX: card.wide ? card.width - Style.size.licenceButton - Style.space.s40 : Style.space.s40

    readonly property int inset: Style.large || Style.landscape ? Style.space.s20 : Style.space.s36

    signal tapped

    radius: Style.radius.card
    color: card.available ? Style.color.surface : Style.color.disabledBg
    border.width: Style.border.control
    border.color: Style.color.lineStrong

    Column {
        id: body

        x: Style.space.s40
        y: card.inset
        width: (card.wide ? card.actX : parent.width) - 2 * x
        spacing: Style.landscape ? Style.space.s8 : Style.space.s16

        Icon {
            // Beside large words in one column, and on a broad screen, there is no room for it.
            name: Style.landscape || Style.large && Chrome.language === "en" ? "" : TaskTexts.wayIcon(card.way)
            size: Style.size.iconHuge
            color: card.available ? Style.color.primary : Style.color.disabled
        }
        Label {
            width: parent.width
            role: "dialogTitle"
            text: TaskTexts.wayTitle(card.way)
            color: card.available ? Style.color.ink : Style.color.disabled
            Accessible.role: Accessible.Heading
        }
        Repeater {
            model: TaskTexts.wayPoints(card.way, card.detail).slice(0, !Style.landscape ? 3 : !card.available ? 0 : !card.wide ? 3 : Chrome.language === "en" ? 1 : 2)

            Item {
                id: point

                required property string modelData

                width: body.width
                height: words.height

                Rectangle {
                    y: (Style.type.body.line - height) / 2
                    width: Style.space.s12
                    height: Style.space.s12
                    radius: width / 2
                    color: card.available ? Style.color.primary : Style.color.disabled
                }
                Label {
                    id: words

                    x: Style.space.s28
                    width: parent.width - x
                    text: point.modelData
                    color: card.available ? Style.color.ink2 : Style.color.disabled
                }
            }
        }
    }
    PrimaryButton {
        id: button

        objectName: "identity.way." + card.way
        x: card.actX
        width: parent.width - x - Style.space.s40
        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.inset
        visible: card.available
        text: TaskTexts.wayButton(card.way)
        onTapped: card.tapped()
    }
    NoteLine {
        id: why

        objectName: "identity.reason." + card.way
        x: card.actX
        width: parent.width - x - Style.space.s40
        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.inset
        visible: !card.available
        status: card.reason === "asking" ? "waiting" : "attention"
        role: "bodyStrong"
        text: TaskTexts.wayReason(card.reason)
        color: Style.color.disabled
    }
}
