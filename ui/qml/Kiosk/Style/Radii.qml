import QtQml

QtObject {
    readonly property int tag: 10
    readonly property int button: 18
    readonly property int card: 20
    readonly property int result: 28
    readonly property int dialog: 28
}
