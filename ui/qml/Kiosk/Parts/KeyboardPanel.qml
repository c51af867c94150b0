// The on-screen keyboard: loaded when a text field of a page that allows it has the focus, and only then in memory. Who
// uses keys does not get it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: panel

    property bool allowed: false
    readonly property bool byKeys: panel.Window.window?.byKeys ?? false // qmllint disable missing-property
    readonly property bool open: panel.allowed && !panel.byKeys && loader.item !== null && Qt.inputMethod.visible // qmllint disable missing-property

    // A finger writes in place of the keys, until the field is left.
    property bool writing: false

    onOpenChanged: if (!panel.open)
        panel.writing = false
    objectName: "keyboard"
    width: parent ? parent.width : implicitWidth
    height: panel.open ? Math.max((loader.item as Item).height, pad.implicitHeight) : 0
    visible: panel.open
    color: Style.color.sunken

    Loader {
        id: loader

        width: parent.width
        active: panel.allowed
        visible: !panel.writing
        source: "Keyboard.qml"
    }
    Connections {
        function onWrite() {
            panel.writing = true;
        }

        target: loader.item
        ignoreUnknownSignals: true
    }
    Loader {
        id: pad

        width: parent.width
        height: parent.height
        active: panel.writing
        sourceComponent: HandwritingPad {
            onClosed: panel.writing = false
        }
    }
}
