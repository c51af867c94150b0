// One state word of the header with its shape.
import QtQuick
import Kiosk.Style

Row {
    id: line

    required property bool fine
    required property string text

    spacing: Style.space.s8
    Accessible.role: Accessible.StaticText
    Accessible.name: line.text

    StatusShape {
        anchors.verticalCenter: parent.verticalCenter
        status: line.fine ? "ok" : "attention"
        size: Style.size.statusSmall
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        role: line.fine ? "label" : "labelStrong"
        text: line.text
        color: line.fine ? Style.color.ink2 : Style.color.warn
        Accessible.ignored: true
    }
}
