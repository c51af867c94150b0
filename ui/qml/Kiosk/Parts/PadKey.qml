// One key of the numeric keypad. Keys may be pressed quickly: no debounce.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: key

    property bool word: false
    property string iconName: ""

    debounce: 0
    implicitHeight: Style.size.key

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: key.radius
        color: key.pressed ? Style.color.primaryTint : key.word ? Style.color.sunken : Style.color.surface
        border.width: Style.border.divider
        border.color: key.word ? Style.color.lineStrong : Style.color.cardLine
    }
    ButtonRow {
        anchors.centerIn: parent
        available: key.width - 2 * Style.space.s16
        text: key.text
        iconName: key.iconName
        role: key.word ? "buttonSmall" : "key"
        color: Style.color.ink
    }
}
