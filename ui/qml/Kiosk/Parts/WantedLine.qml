// One thing that a department asks for: the question and what was answered before, or a paper to bring.
import QtQuick
import Kiosk.Style

Item {
    id: line

    required property string label
    required property string value
    required property bool paper

    width: parent ? parent.width : implicitWidth
    implicitHeight: words.height + 2 * Style.space.s8
    Accessible.role: Accessible.StaticText
    Accessible.name: question.text + "，" + before.text

    StatusShape {
        id: shape

        y: Style.space.s12
        status: "attention"
    }
    Column {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s20
        anchors.right: parent.right
        y: Style.space.s8

        Label {
            id: question

            width: parent.width
            role: "bodyStrong"
            text: line.label
            Accessible.ignored: true
        }
        Label {
            id: before

            width: parent.width
            role: "step"
            text: line.paper ? qsTr("要重新交这份材料") : line.value === "" ? qsTr("要重新填") : qsTr("您上次填的：%1").arg(Texts.shown(line.value))
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
}
