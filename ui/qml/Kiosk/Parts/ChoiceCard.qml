// A big card to choose: icon, label, hint. Not enabled here: the hint gives the reason. `stacked`: the icon stands above
// the words. Many stand on one page, so it holds no more items than are seen and places them itself.
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
    property bool hintVisible: true
    readonly property string below: card.enabledHere ? card.hint : card.reason
    readonly property int edge: card.stacked ? Style.space.s24 : Style.space.s28
    readonly property int iconAbove: card.stacked ? Style.size.iconLarge + Style.space.s8 : 0
    readonly property int iconBeside: card.stacked || card.iconName === "" ? 0 : Style.size.iconLarge + Style.space.s20
    readonly property real briefWords: name.height + card.iconAbove
    readonly property real fullWords: card.briefWords + (card.below === "" ? 0 : note.height)
    readonly property real shownWords: card.hintVisible ? card.fullWords : card.briefWords
    readonly property real shortHeight: Math.max(Style.size.choiceCard, card.briefWords + 2 * Style.space.s20)
    readonly property real fullHeight: Math.max(card.stacked ? Style.size.packageCard : Style.size.choiceCard, card.fullWords + 2 * Style.space.s20)

    text: card.title
    description: card.below
    radius: Style.radius.card
    implicitHeight: card.hintVisible ? card.fullHeight : card.shortHeight

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: card.radius
        color: !card.enabledHere ? Style.color.disabledBg : card.pressed ? Style.color.primaryTint : Style.color.surface
        border.width: card.pressed ? Style.border.selected : Style.border.divider
        border.color: card.pressed ? Style.color.primary : Style.color.cardLine
    }
    Icon {
        x: card.edge
        y: Math.round((card.height - (card.stacked ? card.shownWords : height)) / 2)
        name: card.iconName
        size: Style.size.iconLarge
        color: card.enabledHere ? Style.color.primary : Style.color.disabled
    }
    Label {
        id: name

        x: card.edge + card.iconBeside
        y: Math.round((card.height - card.shownWords) / 2) + card.iconAbove
        width: card.width - x - card.edge
        role: "choice"
        text: card.title
        color: card.enabledHere ? Style.color.ink : Style.color.disabled
        Accessible.ignored: true
    }
    Label {
        id: note

        x: name.x
        y: name.y + name.height
        width: name.width
        role: "label"
        visible: card.below !== "" && card.hintVisible
        text: card.below
        color: card.enabledHere ? Style.color.ink2 : Style.color.disabled
        Accessible.ignored: true
    }
}
