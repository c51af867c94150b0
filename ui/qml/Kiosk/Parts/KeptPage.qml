// A page on which nothing of a person stands and to which one comes back again and again: made once, ahead of the first
// touch and bit by bit between two frames, then hidden and shown. A tap on it costs a third of making it anew.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Loader {
    id: kept

    required property string screen
    readonly property bool here: Chrome.screen === kept.screen
    // What every word and every size hangs on. Made anew when it is shown next, rather than changed behind another page.
    readonly property string look: [Chrome.language, Style.landscape, Chrome.elder, Chrome.textSize, Chrome.highContrast, Chrome.lowReach].join(" ")
    property bool old: false

    objectName: kept.here ? "page" : ""
    anchors.fill: parent
    active: kept.here || Chrome.seen && !kept.old
    asynchronous: !kept.here
    visible: kept.here
    Keys.onPressed: event => event.accepted = Speech.key(event.text)
    onLookChanged: kept.old = kept.old || kept.status === Loader.Ready && !kept.here
    onHereChanged: {
        if (!kept.here)
            return;
        kept.old = false;
        (kept.item as Page)?.enter();
        kept.focus = true;
    }
}
