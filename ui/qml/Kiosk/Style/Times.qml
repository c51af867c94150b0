// Durations in milliseconds.
import QtQml

QtObject {
    id: times

    property bool elder: false
    readonly property int pressOff: 120
    readonly property int debounce: times.elder ? 500 : 300
    readonly property int dots: 500
    readonly property int toast: times.elder ? 10000 : 6000
    readonly property int cleared: 5000
    readonly property int technicianHold: 3000
    readonly property int touchQuiet: 8000
}
