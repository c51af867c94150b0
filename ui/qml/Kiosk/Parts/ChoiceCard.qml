// A big card to choose: icon, label, hint. Not enabled here: the hint gives the reason.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: card

    property string title: ""
    property string hint: ""
    property string iconName: ""
    property string reason: ""
    property bool stacked: false
    property bool centred: false
    property bool tint: false
    property bool selected: false
    property bool hintVisible: true
    readonly property real shortHeight: Math.max(Style.size.choiceCard, name.height + 2 * Style.space.s20 + card.iconAbove)
    readonly property real fullHeight: Math.max(card.stacked ? Style.size.packageCard : Style.size.choiceCard, name.height + (card.below === "" ? 0 : note.height) + 2 * Style.space.s20 + card.iconAbove)
    readonly property real iconAbove: card.stacked ? Style.size.iconLarge + Style.space.s8 : card.centred ? Style.size.icon + Style.space.s8 : 0
    readonly property string below: card.enabledHere ? card.hint : card.reason

    text: card.title
    description: card.below
    radius: Style.radius.card
    implicitHeight: card.hintVisible ? card.fullHeight : card.shortHeight

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: card.radius
        color: !card.enabledHere ? Style.color.disabledBg : card.pressed ? Style.color.primaryTint : card.tint ? Style.color.primaryTint : Style.color.surface
        border.width: card.selected || card.pressed ? Style.border.selected : Style.border.divider
        border.color: card.selected || card.pressed ? Style.color.primary : card.tint ? Style.color.primaryTint : Style.color.cardLine
    }
    Grid {
        id: body

        x: card.centred ? (card.width - width) / 2 : card.stacked ? Style.space.s24 : Style.space.s28
        anchors.verticalCenter: parent.verticalCenter
        columns: card.stacked || card.centred ? 1 : 2
        columnSpacing: Style.space.s20
        rowSpacing: Style.space.s8
        verticalItemAlignment: Grid.AlignVCenter
        horizontalItemAlignment: card.centred ? Grid.AlignHCenter : Grid.AlignLeft

        Icon {
            name: card.iconName
            size: card.centred ? Style.size.icon : Style.size.iconLarge
            color: card.enabledHere ? Style.color.primary : Style.color.disabled
        }
        Column {
            id: words

            width: card.centred ? card.width - 2 * Style.space.s12 : card.width - 2 * (card.stacked ? Style.space.s24 : Style.space.s28) - (card.stacked || card.iconName === "" ? 0 : Style.size.iconLarge + body.columnSpacing)

            Label {
                id: name

                width: parent.width
                role: card.centred ? "buttonSmall" : "cardLabel"
                text: card.title
                color: card.enabledHere ? Style.color.ink : Style.color.disabled
                horizontalAlignment: card.centred ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
            Label {
                id: note

                width: parent.width
                role: "label"
                visible: card.below !== "" && card.hintVisible
                text: card.below
                color: card.enabledHere ? Style.color.ink2 : Style.color.disabled
                horizontalAlignment: card.centred ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
