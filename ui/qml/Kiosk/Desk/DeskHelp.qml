// A form that is filled in for somebody; when it is laid down, the code for the terminal. Identity, check and signature
// are the person's: nothing of them is here.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: help

    readonly property DeskReasonTexts reasons: DeskReasonTexts {}
    readonly property DeskTroubles troubles: DeskTroubles {}
    readonly property bool handed: DeskForm.helpStage === "handed"
    readonly property int sideWidth: Style.size.dialog / 2

    // What staff can do about it; the rest is for the technician.
    function whyNot(problem: string): string {
        if (problem === "platform.conflict")
            return qsTr("办事人自己又改过这份，交不回去了。请他再给一个新的办理码。");
        if (!Workbench.online && problem.startsWith("platform."))
            return qsTr("现在连不上平台，交不回终端。先放草稿里，网通了再交回。");
        return help.troubles.why(problem);
    }

    objectName: "deskHelp"
    color: Style.color.canvas

    Rectangle {
        id: top

        width: parent.width
        height: Style.size.banner
        color: Style.color.surface

        Label {
            objectName: "helpTitle"
            x: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x
            role: "heading"
            text: qsTr("帮办：%1").arg(DeskForm.helpItem)
            Accessible.role: Accessible.Heading
        }
    }
    ListView {
        id: list

        objectName: "helpFields"
        visible: !help.handed
        x: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s32
        width: parent.width - help.sideWidth - 3 * Style.space.s32
        clip: true
        spacing: Style.space.s16
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: Style.size.dialog * 4
        model: DeskForm.helpFields

        delegate: DeskHelpField {
            width: ListView.view.width
        }
    }
    Card {
        visible: help.handed
        x: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        width: list.width
        padding: Style.space.s48
        spacing: Style.space.s24

        Label {
            width: parent.width
            role: "heading"
            text: qsTr("请把这个码写给办事人")
        }
        HandoverWord {
            code: DeskForm.helpCode
        }
        Label {
            width: parent.width
            role: "body"
            text: qsTr("用一次，%1 以前有效。").arg(Texts.moment(DeskForm.helpUntil))
        }
        Label {
            width: parent.width
            role: "body"
            text: qsTr("办事人到终端点“我的办件”，刷自己的证件，输入这个码，自己核对、签名、提交。不能替他做这几步。")
        }
    }
    Card {
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        width: help.sideWidth
        padding: Style.space.s24
        spacing: Style.space.s16

        Label {
            visible: !help.handed
            width: parent.width
            role: "label"
            text: DeskForm.helpTheirs ? qsTr("办事人在终端填了一部分。姓名、证件号不在这里。") : qsTr("办事人在旁边。姓名、证件号由他在终端刷证件。")
            color: Style.color.ink2
        }
        NoteLine {
            objectName: "helpMissing"
            visible: !help.handed
            status: DeskForm.helpMissing === 0 ? "ok" : "waiting"
            text: DeskForm.helpMissing === 0 ? qsTr("填齐了") : qsTr("还差 %1 项，也可以留给办事人填").arg(DeskForm.helpMissing)
        }
        NoteLine {
            objectName: "helpSentBack"
            visible: !help.handed && DeskForm.helpWhy !== ""
            status: "attention"
            text: qsTr("复核退回：%1。指出的 %2 项标着颜色。").arg(help.reasons.look(DeskForm.helpWhy)).arg(DeskForm.helpMarked)
        }
        NoteLine {
            objectName: "helpLookedBy"
            visible: !help.handed && DeskForm.helpLookedBy !== ""
            status: "ok"
            text: qsTr("%1 复核过了，可以交回").arg(DeskForm.helpLookedBy)
        }
        PrimaryButton {
            objectName: "helpAskLook"
            visible: !help.handed && DeskForm.helpWantsLook
            width: parent.width
            busy: Workbench.busy
            text: qsTr("交第二人复核")
            onTapped: DeskForm.askLook()
        }
        PrimaryButton {
            objectName: "helpHandBack"
            visible: !help.handed && !DeskForm.helpWantsLook
            width: parent.width
            busy: Workbench.busy
            text: qsTr("填好了，交回终端")
            onTapped: DeskForm.handBack()
        }
        OutlineButton {
            objectName: "helpSetAside"
            visible: !help.handed
            width: parent.width
            small: true
            text: qsTr("先放草稿里")
            onTapped: DeskForm.setAside()
        }
        OutlineButton {
            objectName: "helpPutAway"
            width: parent.width
            small: true
            text: help.handed ? qsTr("办下一件") : qsTr("不填了，清掉")
            onTapped: DeskForm.putAway()
        }
        NoteLine {
            objectName: "helpTrouble"
            visible: Workbench.problem !== ""
            status: "error"
            text: help.whyNot(Workbench.problem)
        }
        Label {
            width: parent.width
            role: "label"
            text: qsTr("谁填的、什么时候交回，都有记录。")
            color: Style.color.ink2
        }
    }
}
