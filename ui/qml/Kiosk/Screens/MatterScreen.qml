// One case: how it stands, who has to do something now, what is to be mended; take it back, print the slip again.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    property bool asking: false
    readonly property bool mendable: Matters.mend === "yes"

    function mendText(why: string): string {
        switch (why) {
        case "answered":
            return MatterTexts.next(Matters.state, Matters.answering, 0, Matters.department);
        case "expired":
            return qsTr("证件过期了，这里不能补。请到窗口补。");
        case "store":
            return qsTr("这台终端现在存不下东西，请换一台补。");
        default:
            return qsTr("这一项要到窗口补。");
        }
    }

    objectName: "matterScreen"
    title: Matters.name
    stepsVisible: false

    Column {
        id: area

        width: parent.width
        spacing: Style.space.targetGapWide

        StatusCard {
            objectName: "matter.now"
            tone: Matters.status === "attention" || Matters.status === "error" ? "warn" : "primary"
            status: Matters.status
            title: MatterTexts.word(Matters.state, Matters.text)
            text: MatterTexts.next(Matters.state, Matters.answering, Matters.wantedCount, Matters.department)
        }
        StatusCard {
            objectName: "matter.refused"
            visible: Matters.refused !== ""
            tone: "warn"
            status: "attention"
            title: qsTr("没有撤回")
            text: MatterTexts.refused(Matters.refused)
        }
        Card {
            objectName: "matter.wanted"
            visible: Matters.wantedCount > 0
            tone: "warn"
            spacing: Style.space.s12

            Label {
                width: parent.width
                role: "cardLabel"
                text: Matters.due === "" ? qsTr("要补的") : qsTr("要补的，%1前").arg(Texts.date(Matters.due))
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: Matters.askedText
            }
            Repeater {
                model: Matters.wanted

                WantedLine {}
            }
            NoteLine {
                visible: Matters.mend !== "yes" && Matters.mend !== ""
                iconName: "info-circle"
                text: page.mendText(Matters.mend)
            }
        }
        PartsCard {
            objectName: "matter.parts"
            rows: Matters.partRows
        }
        Timeline {
            objectName: "matter.timeline"
            steps: MatterTexts.steps(Matters.state, Matters.time === "" ? "" : Texts.moment(Matters.time))
        }
        Card {
            FactRow {
                visible: Matters.number !== ""
                label: Matters.provisional ? qsTr("暂存号") : qsTr("办件编号")
                value: Matters.number
            }
            FactRow {
                visible: Matters.department !== ""
                label: qsTr("办理部门")
                value: Matters.department
            }
            FactRow {
                label: qsTr("最后更新")
                value: Matters.here ? qsTr("这台终端的记录，不是平台的") : Texts.moment(Matters.updated)
                last: true
            }
        }
        OutlineButton {
            objectName: "matter.slip"
            visible: Matters.printable
            width: area.width
            text: qsTr("凭条：打印，或手机扫码存")
            iconName: "receipt"
            onTapped: Matters.openSlip()
        }
        OutlineButton {
            objectName: "matter.withdraw"
            visible: Matters.withdraw !== ""
            width: area.width
            enabledHere: Matters.withdraw === "yes"
            busy: Matters.busy
            text: Matters.busy ? qsTr("正在撤回…") : Matters.withdraw === "yes" ? qsTr("撤回这件事") : Matters.withdraw === "on-its-way" ? qsTr("平台确认以后才能撤回") : qsTr("要连上平台才能撤回")
            iconName: "trash"
            onTapped: page.asking = true
        }
    }
    footer: ActionBar {
        primaryText: page.mendable ? qsTr("去补正") : qsTr("完成，退出并清除信息")
        onPrimary: page.mendable ? Matters.startMending() : Matters.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }

    Loader {
        parent: page
        anchors.fill: parent
        active: page.asking
        sourceComponent: ModalDialog {
            title: qsTr("要撤回这件事吗？")
            text: qsTr("撤回以后部门不再办理。还要办，就得重新申请。")
            primaryText: qsTr("不撤回")
            secondaryText: qsTr("撤回")
            onPrimary: page.asking = false
            onSecondary: {
                page.asking = false;
                Matters.takeBack();
            }
        }
    }
}
