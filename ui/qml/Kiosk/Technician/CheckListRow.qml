// One check in the list: its shape, its name, the fault's code in small print, the verdict in a word.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Tappable {
    id: line

    required property string name
    required property string title
    required property string status
    required property string verdict
    required property string tone
    required property bool running
    required property bool simulated
    required property string fault

    objectName: "check." + line.name
    text: line.title
    description: line.verdict
    radius: 0
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.iconRow, words.height + 2 * Style.space.s16)
    Accessible.role: Accessible.ListItem

    Rectangle {
        anchors.fill: parent
        z: -1
        color: line.pressed ? Style.color.primaryTint : Style.color.surface
    }
    StatusShape {
        id: shape

        x: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        status: line.status
    }
    Column {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s24
        anchors.right: tag.left
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: "bodyStrong"
            text: line.title
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: line.fault !== ""
            role: "label"
            text: line.fault
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
    VerdictTag {
        id: tag

        anchors.right: chevron.left
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        text: line.running ? qsTr("正在测") : line.verdict === "" ? qsTr("没测") : line.verdict
        tone: line.running ? "neutral" : line.tone
        simulated: line.simulated && !line.running
    }
    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.border.divider
        color: Style.color.line
    }
}
