// The chosen row at the side: what it is, what is wrong with it, what may be done by whoever is signed in.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: detail

    required property DeskTexts texts
    readonly property DeskReasonTexts reasons: DeskReasonTexts {}
    readonly property var row: Workbench.chosen
    readonly property bool shown: detail.row.row_id !== undefined
    property string asking: ""
    // Beside the reasons there is no room for the story.
    readonly property bool told: detail.shown && detail.asking === ""

    function press(act: string) {
        Workbench.touch();
        if (detail.reasons.reasons(act, detail.row.standing ?? "").length > 0)
            detail.asking = act;
        else
            Workbench.act(act, "");
    }
    readonly property DeskTroubles troubles: DeskTroubles {}

    objectName: "deskDetail"
    // The banner of a training takes its room here.
    padding: Workbench.training ? Style.space.s16 : Style.space.s24
    spacing: Workbench.training ? Style.space.s12 : Style.space.s16
    onRowChanged: detail.asking = ""

    Label {
        visible: !detail.shown
        width: parent.width
        role: "label"
        text: Workbench.page === "days" ? qsTr("对账：和平台比对还没有日结的日子，一致就日结。") : qsTr("点左边一行，看详情和能做的事。")
        color: Style.color.ink2
    }
    Tag {
        visible: detail.told
        status: detail.shown ? detail.texts.status(detail.row.standing) : ""
        text: detail.shown ? detail.texts.state(detail.row.standing) : ""
        alone: true
    }
    Label {
        visible: detail.shown
        width: parent.width
        role: "bodyStrong"
        text: !detail.shown ? "" : detail.row.item !== "" ? detail.row.item : detail.texts.ledger(detail.row.ledger)
    }
    Label {
        visible: detail.told && text !== ""
        width: parent.width
        role: "label"
        text: detail.shown ? [detail.row.name, detail.row.reference].filter(words => words !== "").join(" · ") : ""
        color: Style.color.ink2
    }
    Label {
        objectName: "deskPhone"
        visible: Workbench.phone !== ""
        width: parent.width
        role: "heading"
        text: Workbench.phone === "-" ? qsTr("没有留电话") : Workbench.phone
    }
    Label {
        visible: detail.told && detail.row.attempts > 0
        width: parent.width
        role: "label"
        text: detail.shown ? qsTr("试过 %1 次").arg(detail.row.attempts) : ""
        color: Style.color.ink2
    }
    Label {
        objectName: "deskPaper"
        visible: detail.told && detail.row.pages > 0
        width: parent.width
        role: "label"
        text: detail.shown ? [detail.row.copy > 0 ? qsTr("补打第 %1 次").arg(detail.row.copy) : qsTr("第一次打"), qsTr("%1 页").arg(detail.row.pages), detail.row.printer].join(" · ") : ""
        color: Style.color.ink2
    }
    Label {
        objectName: "deskCopies"
        visible: detail.told && detail.row.copies > 0
        width: parent.width
        role: "label"
        text: detail.shown ? qsTr("一共补打过 %1 次").arg(detail.row.copies) : ""
    }
    NoteLine {
        objectName: "deskCause"
        visible: detail.told && detail.row.cause !== ""
        status: "attention"
        text: detail.shown ? qsTr("原因：%1").arg(detail.row.cause) : ""
    }
    Label {
        visible: detail.told && detail.row.remedy !== ""
        width: parent.width
        role: "label"
        text: detail.shown ? qsTr("怎么办：%1").arg(detail.reasons.remedy(detail.row.fault, detail.row.remedy)) : ""
    }
    Label {
        visible: detail.told && detail.row.fault !== ""
        width: parent.width
        role: "label"
        text: detail.shown ? qsTr("故障代码 %1").arg(detail.row.fault) : ""
        color: Style.color.ink2
    }
    NoteLine {
        objectName: "deskPrinting"
        visible: Workbench.busy && Workbench.doing === "reprint"
        status: "progress"
        text: qsTr("正在打印，打完会说。纸出来先别撕。")
    }
    NoteLine {
        objectName: "deskSaid"
        visible: detail.asking === "" && text !== ""
        status: "ok"
        text: detail.texts.done(Workbench.said)
    }
    NoteLine {
        objectName: "deskTrouble"
        visible: detail.asking === "" && Workbench.problem !== ""
        status: "error"
        text: detail.troubles.why(Workbench.problem)
    }
    DeskReasons {
        visible: detail.asking !== ""
        width: parent.width
        reasons: detail.reasons
        act: detail.asking
        standing: detail.row.standing ?? ""
        onGiven: why => {
            const act = detail.asking;
            detail.asking = "";
            Workbench.act(act, why);
        }
        onAbandoned: detail.asking = ""
    }
    Repeater {
        model: detail.asking === "" ? Workbench.acts : []

        OutlineButton {
            required property string modelData

            objectName: "act." + modelData
            width: parent.width
            small: true
            busy: Workbench.busy
            text: detail.texts.act(modelData)
            onTapped: detail.press(modelData)
        }
    }
}
