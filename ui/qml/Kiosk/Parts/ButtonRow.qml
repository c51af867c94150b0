// Icon and words inside a button, centred; the words wrap and get smaller by one step when they need two lines.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Row {
    id: row

    required property real available
    required property string text
    property string iconName: ""
    property color color: Style.color.primary
    property string role: "button"
    property int iconSize: Style.size.iconSmall
    property bool iconBehind: false
    readonly property real iconSpace: row.iconName === "" ? 0 : row.iconSize + row.spacing
    // How wide it would like to be, on one line; never depends on the room it has.
    readonly property real fullWidth: Math.ceil(measure.advanceWidth) + 1
    readonly property real smallWidth: Math.ceil(small.advanceWidth) + 1
    readonly property real natural: row.fullWidth + row.iconSpace
    readonly property bool tight: row.role === "button" && row.natural > row.available

    spacing: Style.space.s16
    layoutDirection: row.iconBehind ? Qt.RightToLeft : Qt.LeftToRight

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: row.iconName
        size: row.iconSize
        color: row.color
    }
    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(row.tight ? row.smallWidth : row.fullWidth, Math.max(0, row.available - row.iconSpace))
        role: row.tight ? "buttonSmall" : row.role
        text: row.text
        color: row.color
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }

    // What the words need on one line, in the wished size and one step smaller.
    TextMetrics {
        id: measure

        font.family: Style.family
        font.pixelSize: Style.type.role(row.role).pixels
        font.weight: Style.type.role(row.role).bold ? Font.Bold : Font.Normal
        text: row.text
    }
    TextMetrics {
        id: small

        font.family: Style.family
        font.pixelSize: Style.type.buttonSmall.pixels
        font.weight: Font.Bold
        text: row.text
    }
}
