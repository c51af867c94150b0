// The ring around the control that has the keyboard focus: ink inside, focus colour outside.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: ring

    property real radius: Style.radius.button
    required property bool shown

    anchors.fill: parent
    visible: ring.shown

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Style.border.focus
        color: "transparent"
        radius: ring.radius + Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.ink
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -2 * Style.border.focus
        color: "transparent"
        radius: ring.radius + 2 * Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.focus
    }
}
