// Why a case is ended or a difference is checked: one word of a fixed list, asked before it is done.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Column {
    id: list

    required property DeskReasonTexts reasons
    property string act: ""
    property string standing: ""

    signal given(string why)
    signal abandoned

    objectName: "deskReasons"
    spacing: Style.space.s12

    Label {
        width: parent.width
        role: "labelStrong"
        text: qsTr("为什么？选一个，会记录下来")
    }
    Repeater {
        model: list.reasons.reasons(list.act, list.standing)

        OutlineButton {
            required property var modelData

            objectName: "reason." + modelData[0]
            width: parent.width
            small: true
            text: modelData[1]
            onTapped: list.given(modelData[0])
        }
    }
    TextButton {
        objectName: "deskReasonsLeave"
        text: qsTr("先不做")
        onTapped: list.abandoned()
    }
}
