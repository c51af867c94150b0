// One check: what the technician does, how it ended, what helps, and what was measured.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    readonly property var check: Technician.check

    objectName: "checkPage"
    title: page.check.title ?? ""
    subtitle: page.check.guidance ?? ""

    Card {
        verticalPadding: Style.space.s28
        spacing: Style.space.s12
        tone: page.check.tone === "error" ? "error" : "strong"

        Item {
            width: parent.width
            height: tag.height

            VerdictTag {
                id: tag

                objectName: "check.verdict"
                text: page.check.running ? qsTr("正在测") : page.check.verdict === "" ? qsTr("没测") : (page.check.verdict ?? "")
                tone: page.check.tone ?? "neutral"
                simulated: page.check.simulated ?? false
            }
            Label {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                text: page.check.at ? qsTr("%1，用了 %2 秒").arg(page.check.at).arg(page.check.seconds) : ""
                color: Style.color.ink2
            }
        }
        Label {
            objectName: "check.cause"
            width: parent.width
            visible: text !== ""
            role: "bodyStrong"
            text: page.check.cause ?? ""
        }
        Label {
            objectName: "check.staff"
            width: parent.width
            visible: text !== ""
            text: page.check.staff ? qsTr("怎么办：%1").arg(page.check.staff) : ""
        }
        Label {
            objectName: "check.fault"
            width: parent.width
            visible: text !== ""
            role: "label"
            text: page.check.fault ? qsTr("故障代码 %1").arg(page.check.fault) : ""
            color: Style.color.ink2
        }
    }
    PagedArea {
        height: page.availableHeight - y + parent.y
        spacing: 0

        Repeater {
            model: Technician.facts

            Item {
                id: fact

                required property string name
                required property string value

                width: parent ? parent.width : 0
                height: Math.max(named.height, valued.height) + Style.space.s16

                Label {
                    id: named

                    width: parent.width * 0.42
                    anchors.verticalCenter: parent.verticalCenter
                    text: fact.name
                    color: Style.color.ink2
                }
                Label {
                    id: valued

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width * 0.56
                    text: fact.value
                    wrapMode: Text.WrapAnywhere
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Style.border.divider
                    color: Style.color.line
                }
            }
        }
    }

    footer: [OutlineButton {
        objectName: "check.repair"
        visible: Technician.fitting !== ""
        width: parent ? parent.width : implicitWidth
        text: qsTr("照图修理：%1").arg(Technician.fittingTitle)
        iconName: "tool"
        onTapped: {
            Technician.beginRepair(Technician.fitting);
            page.opened("repair");
        }
    }, Row {
        id: buttons

        readonly property real half: (parent ? parent.width - spacing : 0) / 2

        spacing: Style.space.s20

        OutlineButton {
            objectName: "check.back"
            width: buttons.half
            text: qsTr("返回")
            iconName: "arrow-left"
            onTapped: page.opened("overview")
        }
        PrimaryButton {
            objectName: "check.run"
            width: buttons.half
            text: Technician.busy ? qsTr("停止检测") : qsTr("再测一次")
            iconName: Technician.busy ? "x" : "refresh"
            onTapped: Technician.busy ? Technician.cancel() : Technician.runChosen()
        }
    }]
}
