// One repair: a step a page with its drawing; after the last one the device itself says how it is.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    readonly property var repair: Technician.repair
    readonly property string phase: page.repair.phase ?? "looking"
    readonly property bool stepping: page.phase === "steps"
    readonly property bool waiting: page.phase === "looking" || page.phase === "checking"
    readonly property bool last: page.repair.step === page.repair.steps
    readonly property bool prints: page.repair.name === "paper" || page.repair.name === "jam"

    function named(cause: string, fault: string): string {
        return cause === "" ? fault : qsTr("%1（%2）").arg(cause).arg(fault);
    }

    function leave() {
        Technician.endRepair();
        page.opened("repairs");
    }

    objectName: "repairPage"
    title: page.repair.title ?? qsTr("照图修理")
    subtitle: page.stepping ? qsTr("第 %1 步，共 %2 步").arg(page.repair.step).arg(page.repair.steps) : ""

    NoteLine {
        id: before

        objectName: "repair.before"
        visible: page.stepping && page.repair.step === 1
        status: page.repair.before ? "error" : "ok"
        text: page.repair.before ? qsTr("设备现在：%1").arg(page.named(page.repair.beforeCause ?? "", page.repair.before)) : qsTr("设备现在正常。要做也可以照着做。")
    }
    Label {
        id: words

        objectName: "repair.text"
        visible: page.stepping
        width: parent.width
        role: "heading"
        text: page.repair.text ?? ""
    }
    RepairDrawing {
        visible: page.stepping
        width: parent.width
        height: Math.min(Style.size.guidanceHeight, page.availableHeight - y)
        drawing: page.repair.drawing ?? ""
        text: page.repair.text ?? ""
    }
    StatusCard {
        objectName: "repair.state"
        visible: !page.stepping
        waiting: page.waiting
        status: page.waiting ? "" : page.phase === "sound" ? "ok" : "error"
        title: page.phase === "looking" ? qsTr("正在问设备现在怎么样") : page.phase === "checking" ? qsTr("正在问设备修好没有") : page.phase === "sound" ? qsTr("现在好了") : qsTr("还没有好：%1").arg(page.named(page.repair.cause ?? "", page.repair.fault ?? ""))
        text: page.phase === "sound" ? (page.repair.simulated ? qsTr("设备自己说正常。这台设备是模拟的，不算通过。") : qsTr("设备自己说正常，可以让群众继续用了。")) : page.waiting ? qsTr("最多十几秒，请稍等") : ""
    }
    OutlineButton {
        objectName: "repair.print"
        visible: page.phase === "sound" && page.prints
        width: parent.width
        text: qsTr("打印一张看清不清楚")
        iconName: "printer"
        onTapped: {
            Technician.endRepair();
            page.opened("print");
        }
    }
    OutlineButton {
        objectName: "repair.then"
        visible: page.phase === "fault" && page.repair.then !== ""
        width: parent.width
        text: qsTr("接着做：%1").arg(page.repair.thenTitle ?? "")
        iconName: "tool"
        onTapped: Technician.beginRepair(page.repair.then)
    }
    OutlineButton {
        objectName: "repair.again"
        visible: page.phase === "fault"
        width: parent.width
        text: qsTr("从第一步再做一遍")
        iconName: "refresh"
        onTapped: Technician.repairAgain()
    }
    NoteLine {
        objectName: "repair.call"
        visible: page.phase === "fault"
        status: "attention"
        text: Technician.phone === "" ? qsTr("再做一遍还不行，给维护人员打电话，报终端号 %1 和故障代码 %2。").arg(Chrome.terminal).arg(page.repair.fault ?? "") : qsTr("再做一遍还不行，打 %1 找维护人员，报终端号 %2 和故障代码 %3。").arg(Technician.phone).arg(Chrome.terminal).arg(page.repair.fault ?? "")
    }

    footer: Row {
        id: buttons

        readonly property real each: (parent ? parent.width - 2 * spacing : 0) / 3

        spacing: Style.space.targetGapWide

        OutlineButton {
            objectName: "repair.back"
            width: page.stepping ? buttons.each : parent.width
            visible: page.phase !== "fault"
            text: page.stepping ? qsTr("不修了") : qsTr("返回")
            iconName: page.stepping ? "x" : "arrow-left"
            onTapped: page.leave()
        }
        OutlineButton {
            objectName: "repair.previous"
            visible: page.stepping
            width: buttons.each
            text: qsTr("上一步")
            iconName: "chevron-left"
            enabledHere: page.repair.step > 1
            onTapped: Technician.turnRepair(-1)
        }
        PrimaryButton {
            objectName: "repair.next"
            visible: page.stepping
            width: buttons.each
            text: page.last ? qsTr("做完了") : qsTr("下一步")
            iconName: page.last ? "check" : "chevron-right"
            onTapped: page.last ? Technician.checkRepair() : Technician.turnRepair(1)
        }
        OutlineButton {
            objectName: "repair.leave"
            visible: page.phase === "fault"
            width: (parent.width - parent.spacing) / 2
            text: qsTr("返回")
            iconName: "arrow-left"
            onTapped: page.leave()
        }
        PrimaryButton {
            objectName: "repair.check"
            visible: page.phase === "fault"
            width: (parent.width - parent.spacing) / 2
            text: qsTr("再检查一次")
            iconName: "refresh"
            onTapped: Technician.checkRepair()
        }
    }
}
