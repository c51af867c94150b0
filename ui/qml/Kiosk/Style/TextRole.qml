// One step of the type scale: pixels and line height at each text size (standard, large, elder, largest), and whether it
// is bold (weights 400 and 700 only).
import QtQml

QtObject {
    required property list<int> sizes
    required property list<int> lines
    required property int at
    property bool bold: false
    readonly property int pixels: sizes[at]
    readonly property int line: lines[at]
}
