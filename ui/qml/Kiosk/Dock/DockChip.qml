// One word of the dock. Lit while it is so; where there is a way back, a second press takes it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Tappable {
    id: chip

    required property string word
    property string back: ""
    property string target: ""
    readonly property bool on: Dock.on.includes(chip.word)

    objectName: "dock." + chip.word
    enabledHere: Dock.here.includes(chip.target)
    radius: Style.radius.tag
    onTapped: Dock.say(chip.on && chip.back !== "" ? chip.back : chip.word)

    Rectangle {
        anchors.fill: parent
        radius: chip.radius
        color: !chip.enabledHere ? Style.color.sunken : chip.on || chip.pressed ? Style.color.primaryTint : Style.color.surface
        border.width: chip.on ? Style.border.control : Style.border.divider
        border.color: chip.on ? Style.color.primary : Style.color.line
    }
    Label {
        anchors.centerIn: parent
        width: parent.width - 2 * Style.space.s8
        role: chip.on ? "labelStrong" : "label"
        horizontalAlignment: Text.AlignHCenter
        text: chip.text
        color: !chip.enabledHere ? Style.color.disabled : chip.on ? Style.color.primary : Style.color.ink
        Accessible.ignored: true
    }
}
