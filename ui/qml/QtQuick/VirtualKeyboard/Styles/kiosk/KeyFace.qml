// The face of one key of the on-screen keyboard.
import QtQuick
import QtQuick.VirtualKeyboard.Styles
import Kiosk.Style

KeyPanel {
    id: face

    property string words: ""
    property bool letter: false
    property bool quiet: false

    Rectangle {
        anchors.fill: parent
        anchors.margins: Style.space.s4
        radius: Style.radius.tag
        color: face.control && face.control.pressed ? Style.color.primaryTint : face.quiet ? Style.color.sunken : Style.color.surface
        border.width: Style.border.divider
        border.color: face.quiet ? Style.color.lineStrong : Style.color.cardLine

        Text {
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: face.words
            textFormat: Text.PlainText
            color: face.control && face.control.enabled ? Style.color.ink : Style.color.disabled
            font.family: Style.family
            font.pixelSize: face.letter ? Style.type.heading.pixels : Style.type.label.pixels
            font.weight: Font.Bold
        }
    }
}
