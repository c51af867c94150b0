// Burn-in care: while nobody is there the whole picture stands a few pixels elsewhere each quarter of an hour, so that no
// edge is at the same place for a year. Nobody sees it move: a person's own pages stand where they were designed.
import QtQuick
import Kiosk.ViewModels

QtObject {
    id: care

    // By steps of a few pixels round the place of the design; an even number of them leaves no pixel always alike.
    readonly property list<point> places: [Qt.point(0, 0), Qt.point(3, 1), Qt.point(4, 4), Qt.point(1, 3), Qt.point(-2, 4), Qt.point(-4, 1), Qt.point(-3, -3), Qt.point(1, -4)]
    property int step: 0
    property int every: 15 * 60 * 1000
    readonly property bool alone: ["home", "closed"].includes(Chrome.screen)
    readonly property point place: care.alone ? care.places[care.step % care.places.length] : Qt.point(0, 0)
    readonly property Timer clock: Timer {
        interval: care.every
        repeat: true
        running: care.alone
        onTriggered: care.step += 1
    }
}
