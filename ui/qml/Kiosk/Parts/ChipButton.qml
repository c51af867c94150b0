// A few words that can be chosen with others: chosen has a tick and a thick border.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: chip

    property bool chosen: false

    implicitHeight: Math.max(Style.size.target, words.height + 2 * Style.space.s16)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chip.chosen

    FieldBox {
        anchors.fill: parent
        z: -1
        active: chip.chosen
        pressed: chip.pressed
    }
    Icon {
        id: mark

        x: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter
        name: chip.chosen ? "check" : "plus"
        color: chip.chosen ? Style.color.primary : Style.color.ink3
    }
    Label {
        id: words

        x: mark.x + Style.size.iconSmall + Style.space.s12
        anchors.verticalCenter: parent.verticalCenter
        width: chip.width - x - Style.space.s16
        role: "label"
        text: chip.text
        Accessible.ignored: true
    }
}
