// The ring around the control that has the keyboard focus: ink inside, focus colour outside. One for the window.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: ring

    property Tappable target: null

    objectName: "focusRing"
    visible: ring.target !== null
    x: ring.target ? ring.target.mapToItem(ring.parent, 0, 0).x : 0
    y: ring.target ? ring.target.mapToItem(ring.parent, 0, 0).y : 0
    width: ring.target?.width ?? 0
    height: ring.target?.height ?? 0

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Style.border.focus
        color: "transparent"
        radius: (ring.target?.radius ?? 0) + Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.ink
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -2 * Style.border.focus
        color: "transparent"
        radius: (ring.target?.radius ?? 0) + 2 * Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.focus
    }
}
