// The control that still looks pressed a moment after the finger left: one timer for all of them.
pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

QtObject {
    id: held

    property Item item: null
    readonly property Timer timer: Timer {
        interval: Style.time.pressOff
        onTriggered: held.item = null
    }

    function hold(control: Item) {
        held.item = control;
        held.timer.restart();
    }
}
