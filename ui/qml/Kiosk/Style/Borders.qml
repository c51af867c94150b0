import QtQml

QtObject {
    readonly property int divider: 2
    readonly property int control: 3
    readonly property int notice: 4
    readonly property int selected: 5
    readonly property int fieldError: 5
    readonly property int focus: 4
    readonly property int ring: 10
    readonly property int ringLarge: 13
}
