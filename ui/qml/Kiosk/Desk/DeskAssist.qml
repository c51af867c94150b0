// Where help begins: the code that somebody brings from a terminal, or the chosen item for somebody who is there.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: start

    readonly property int places: 8
    readonly property var row: Workbench.chosen

    function take() {
        if (code.text.length === start.places)
            DeskForm.takeUp(code.text);
    }
    readonly property DeskTroubles troubles: DeskTroubles {}

    objectName: "deskAssist"
    padding: Style.space.s24
    spacing: Style.space.s16

    Label {
        width: parent.width
        role: "bodyStrong"
        text: qsTr("办事人带了办理码来")
    }
    DeskInput {
        id: code

        objectName: "deskCode"
        width: parent.width
        label: qsTr("8 位办理码")
        most: start.places
        onEdited: Workbench.touch()
        onAccepted: start.take()
    }
    PrimaryButton {
        objectName: "deskTake"
        width: parent.width
        busy: Workbench.busy
        enabledHere: code.text.length === start.places
        text: qsTr("接过来填")
        onTapped: start.take()
    }
    Label {
        width: parent.width
        topPadding: Style.space.s16
        role: "bodyStrong"
        text: qsTr("办事人在旁边，从头帮办")
    }
    Label {
        width: parent.width
        role: "label"
        text: start.row.item ?? qsTr("在左边找到事项，点一下。")
        color: Style.color.ink2
    }
    OutlineButton {
        objectName: "deskBegin"
        visible: start.row.row_id !== undefined
        width: parent.width
        small: true
        busy: Workbench.busy
        text: qsTr("开始帮办")
        onTapped: DeskForm.begin(start.row.row_id)
    }
    NoteLine {
        objectName: "deskAssistTrouble"
        visible: Workbench.problem !== ""
        status: "error"
        text: Workbench.problem === "platform.gone" ? qsTr("码不对，或者已经用过、过期了。") : start.troubles.why(Workbench.problem)
    }
}
