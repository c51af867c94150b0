// The colour tokens; a scheme is one object that gives every one of them a value.
import QtQml
import QtQuick

QtObject {
    required property color canvas
    required property color surface
    required property color sunken
    required property color ink
    required property color ink2
    required property color ink3
    required property color line
    required property color lineStrong
    required property color cardLine
    required property color primary
    required property color onPrimary
    required property color primaryPress
    required property color primaryTint
    required property color navy
    required property color onNavy
    required property color onNavy2
    required property color navyPress
    required property color success
    required property color successTint
    required property color warn
    required property color warnTint
    required property color warnLine
    required property color error
    required property color errorTint
    required property color disabled
    required property color disabledBg
    required property color focus
    required property color dim
    // Codes, signatures and document pictures stay black on white in every mode.
    readonly property color paper: "#FFFFFF"
    readonly property color paperInk: "#000000"
}
