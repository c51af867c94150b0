// A text of one step of the type scale. Wraps, never shortens.
import QtQuick
import Kiosk.Style

Text {
    id: label

    property string role: "body"
    readonly property var step: Style.type.role(label.role)
    // Never left behind alone at the end of a screen.
    readonly property bool isHeading: label.role === "heading" || label.role === "cardLabel"

    color: Style.color.ink
    font.family: Style.family
    font.pixelSize: label.step.pixels
    font.weight: label.step.bold ? Font.Bold : Font.Normal
    lineHeight: label.step.line
    lineHeightMode: Text.FixedHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    renderType: Text.QtRendering
    verticalAlignment: Text.AlignVCenter
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text
    Accessible.ignored: label.text === ""
}
