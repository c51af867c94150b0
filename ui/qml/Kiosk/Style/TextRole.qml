// One step of the type scale: pixels, line height in pixels, and whether it is bold (weights 400 and 700 only).
import QtQml

QtObject {
    required property int pixels
    required property int line
    property bool bold: false
}
