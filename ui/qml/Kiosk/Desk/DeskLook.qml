// What somebody else filled in, read by a second person: each answer can be pointed at; it goes, or goes back.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: look

    readonly property DeskReasonTexts reasons: DeskReasonTexts {}
    readonly property int sideWidth: Style.size.dialog / 2
    readonly property DeskTroubles troubles: DeskTroubles {}

    objectName: "deskLook"
    color: Style.color.canvas

    Rectangle {
        id: top

        width: parent.width
        height: Style.size.banner
        color: Style.color.surface

        Label {
            objectName: "lookTitle"
            x: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x
            role: "heading"
            text: qsTr("复核：%1").arg(DeskForm.helpItem)
            Accessible.role: Accessible.Heading
        }
    }
    ListView {
        id: list

        objectName: "lookFields"
        x: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s32
        width: parent.width - look.sideWidth - 3 * Style.space.s32
        clip: true
        spacing: Style.space.s12
        boundsBehavior: Flickable.StopAtBounds
        model: DeskForm.helpFields

        delegate: DeskLookField {
            width: ListView.view.width
        }
    }
    Card {
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        width: look.sideWidth
        padding: Style.space.s24
        spacing: Style.space.s12

        Label {
            width: parent.width
            role: "label"
            text: DeskForm.helpMarked > 0 ? qsTr("指出了 %1 项。选一个原因退回。").arg(DeskForm.helpMarked) : qsTr("逐项看一遍。不对的点“指出”，再选原因退回。")
            color: Style.color.ink2
        }
        PrimaryButton {
            objectName: "lookPass"
            visible: DeskForm.helpMarked === 0
            width: parent.width
            busy: Workbench.busy
            text: qsTr("看过了，可以交")
            onTapped: DeskForm.decide("")
        }
        Repeater {
            model: look.reasons.looks()

            OutlineButton {
                required property var modelData

                objectName: "look." + modelData[0]
                width: parent.width
                small: true
                busy: Workbench.busy
                text: qsTr("退回：%1").arg(modelData[1])
                onTapped: DeskForm.decide(modelData[0])
            }
        }
        TextButton {
            objectName: "lookLeave"
            text: qsTr("先不看")
            onTapped: DeskForm.leaveLook()
        }
        NoteLine {
            objectName: "lookTrouble"
            visible: Workbench.problem !== ""
            status: "error"
            text: look.troubles.why(Workbench.problem)
        }
        Label {
            width: parent.width
            role: "label"
            text: qsTr("谁填的、谁看的，都有记录。")
            color: Style.color.ink2
        }
    }
}
