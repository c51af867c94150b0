// One question of the form on the desk: typed, or chosen; what is wrong with it stands below.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: field

    required property string name
    required property string kind
    required property string label
    required property string hint
    required property string value
    required property var options
    required property bool there
    required property string problem
    required property int n
    required property string limit
    required property bool marked
    // Of names alike: `required` cannot be one.
    required property var model
    readonly property bool chosen: field.kind === "choice"
    readonly property bool paper: field.kind === "file"
    readonly property string title: field.model.required ? field.label : qsTr("%1（可以不填）").arg(field.label)

    onValueChanged: if (input.text !== field.value)
        input.text = field.value
    spacing: Style.space.s8

    NoteLine {
        objectName: "help." + field.name + ".marked"
        visible: field.marked
        role: "label"
        status: "attention"
        text: qsTr("复核的人指出这一项")
        color: Style.color.warn
    }
    Label {
        visible: field.chosen || field.paper
        width: parent.width
        role: "label"
        text: field.title
        color: Style.color.ink2
    }
    NoteLine {
        visible: field.paper
        status: field.there ? "ok" : "waiting"
        text: field.there ? qsTr("已经在终端拍好") : qsTr("由办事人在终端拍")
    }
    Flow {
        visible: field.chosen
        width: parent.width
        spacing: Style.space.targetGapWide

        Repeater {
            model: field.chosen ? field.options : []

            ChipButton {
                required property var modelData

                objectName: "help." + field.name + "." + modelData.value
                width: (field.width - 2 * Style.space.targetGapWide) / 3
                chosen: field.value === modelData.value
                text: modelData.label
                onTapped: DeskForm.fill(field.name, modelData.value)
            }
        }
    }
    DeskInput {
        id: input

        objectName: "help." + field.name
        visible: !field.chosen && !field.paper
        width: parent.width
        label: field.kind === "date" ? qsTr("%1，写成 2026-07-01 这样").arg(field.title) : field.title
        most: 2000
        onEdited: DeskForm.fill(field.name, input.text)
        Component.onCompleted: input.text = field.value
    }
    Label {
        objectName: "help." + field.name + ".problem"
        visible: field.problem !== "" && field.value !== ""
        width: parent.width
        role: "label"
        text: visible ? TaskTexts.formError(field.problem, field.label, field.n, field.limit) : ""
        color: Style.color.error
    }
}
