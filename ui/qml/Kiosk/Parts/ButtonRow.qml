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
    readonly property real natural: measure.implicitWidth + row.iconSpace
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
        width: Math.min(row.tight ? small.implicitWidth : measure.implicitWidth, Math.max(0, row.available - row.iconSpace))
        role: row.tight ? "buttonSmall" : row.role
        text: row.text
        color: row.color
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    Label {
        id: measure

        visible: false
        role: row.role
        text: row.text
        wrapMode: Text.NoWrap
    }
    Label {
        id: small

        visible: false
        role: "buttonSmall"
        text: row.text
        wrapMode: Text.NoWrap
    }
}
