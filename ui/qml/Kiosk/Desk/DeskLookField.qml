// One answer as somebody else filled it in, and whether the second person points at it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: line

    required property string name
    required property string kind
    required property string label
    required property string value
    required property var options
    required property bool there
    required property bool marked
    readonly property bool paper: line.kind === "file"
    readonly property var named: line.options.find(one => one.value === line.value)
    readonly property string said: line.paper ? line.there ? qsTr("已经在终端拍好") : qsTr("由办事人在终端拍") : line.named !== undefined ? line.named.label : line.value

    implicitHeight: Math.max(words.height, Style.size.target) + 2 * Style.space.s12
    radius: Style.radius.card
    color: line.marked ? Style.color.warnTint : Style.color.surface
    border.width: Style.border.divider
    border.color: line.marked ? Style.color.warnLine : Style.color.cardLine

    Column {
        id: words

        x: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - point.width - 3 * Style.space.s24
        spacing: Style.space.s4

        Label {
            width: parent.width
            role: "label"
            text: line.label
            color: Style.color.ink2
        }
        Label {
            objectName: "look." + line.name + ".said"
            width: parent.width
            role: "bodyStrong"
            text: line.said === "" ? qsTr("没有填") : line.said
        }
    }
    ChipButton {
        id: point

        objectName: "look.mark." + line.name
        visible: !line.paper
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.backButton
        chosen: line.marked
        text: qsTr("指出")
        onTapped: DeskForm.mark(line.name)
    }
}
