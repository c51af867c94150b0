// A cell of the accessibility bar; white when it is on.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: cell

    property string iconName: ""
    property bool on: false
    property int cells: 4
    readonly property color words: cell.on ? Style.color.navy : Style.color.onNavy

    width: (parent.width - (cell.cells - 1) * Style.space.targetGap) / cell.cells
    height: parent.height
    implicitHeight: face.height

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: cell.radius
        color: cell.pressed ? Style.color.primaryPress : cell.on ? Style.color.onNavy : "transparent"
    }
    Column {
        id: face

        anchors.centerIn: parent
        width: parent.width

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: cell.iconName
            size: Style.size.iconSmall
            color: label.color
        }
        Label {
            id: label

            width: parent.width
            role: cell.on ? "labelStrong" : "label"
            text: cell.text
            color: cell.pressed ? Style.color.onPrimary : cell.words
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
