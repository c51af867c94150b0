// Durations in milliseconds.
import QtQml

QtObject {
    readonly property int pressOff: 120
    readonly property int debounce: 300
    readonly property int dots: 500
    readonly property int toast: 6000
    readonly property int cleared: 5000
    readonly property int technicianHold: 3000
    readonly property int touchQuiet: 8000
}
