// The ring around the control that has the keyboard focus: ink inside, focus colour outside. One for the window.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: ring

    property Item target: null
    readonly property real corner: (ring.target as Tappable)?.radius ?? Style.radius.button

    // What it stands around may move with the page.
    function follow() {
        if (!ring.target)
            return;
        const at = ring.target.mapToItem(ring.parent, 0, 0);
        ring.x = at.x;
        ring.y = at.y;
    }

    objectName: "focusRing"
    // What had the focus may be gone, and nobody says so.
    visible: ring.target !== null && ring.width > 0
    width: ring.target?.width ?? 0
    height: ring.target?.height ?? 0
    onTargetChanged: ring.follow()

    Connections {
        function onAfterAnimating() {
            ring.follow();
        }

        target: ring.visible ? ring.Window.window : null
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Style.border.focus
        color: "transparent"
        radius: ring.corner + Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.ink
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -2 * Style.border.focus
        color: "transparent"
        radius: ring.corner + 2 * Style.border.focus
        border.width: Style.border.focus
        border.color: Style.color.focus
    }
}
