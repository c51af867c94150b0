// All checks with their verdicts as they come; run again, stop, and the tests that need a person.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    readonly property string counted: qsTr("%1 项正常，%2 项模拟，%3 项要留意，%4 项故障").arg(Technician.passed).arg(Technician.simulated).arg(Technician.attention).arg(Technician.failed)

    objectName: "overviewPage"
    title: Technician.busy ? qsTr("正在检测：%1").arg(Technician.running) : qsTr("设备自检")
    subtitle: qsTr("共 %1 项，测了 %2 项：%3").arg(Technician.total).arg(Technician.done).arg(page.counted)

    Rectangle {
        id: progress

        objectName: "technician.progress"
        width: parent.width
        height: Style.size.stepBar
        visible: Technician.busy
        radius: height / 2
        color: Style.color.sunken
        Accessible.role: Accessible.ProgressBar
        Accessible.name: page.subtitle

        Rectangle {
            width: Technician.total > 0 ? parent.width * Technician.done / Technician.total : 0
            height: parent.height
            radius: parent.radius
            color: Style.color.primary
        }
    }
    PagedArea {
        id: list

        height: page.availableHeight - (progress.visible ? progress.height + page.spacing : 0)
        spacing: 0

        Repeater {
            model: Technician.rows

            CheckListRow {
                onTapped: {
                    Technician.choose(name);
                    page.opened("check");
                }
            }
        }
    }

    footer: [
        Row {
            id: tests

            readonly property real each: (parent ? parent.width - 2 * spacing : 0) / 3

            spacing: Style.space.s20

            OutlineButton {
                objectName: "technician.touch"
                width: tests.each
                small: true
                height: Style.size.secondaryButton
                text: qsTr("触摸测试")
                iconName: "layout-grid-add"
                enabledHere: !Technician.busy
                onTapped: page.opened("touch")
            }
            OutlineButton {
                objectName: "technician.camera"
                width: tests.each
                small: true
                height: Style.size.secondaryButton
                text: qsTr("看摄像头")
                iconName: "camera"
                enabledHere: !Technician.busy
                onTapped: page.opened("camera")
            }
            OutlineButton {
                objectName: "technician.print"
                width: tests.each
                small: true
                height: Style.size.secondaryButton
                text: qsTr("打印测试")
                iconName: "printer"
                enabledHere: !Technician.busy
                onTapped: page.opened("print")
            }
        },
        Row {
            id: work

            readonly property real half: (parent ? parent.width - spacing : 0) / 2

            spacing: Style.space.s20

            OutlineButton {
                objectName: "technician.repairs"
                width: work.half
                text: qsTr("照图修理")
                iconName: "tool"
                onTapped: page.opened("repairs")
            }
            PrimaryButton {
                objectName: "technician.run"
                width: work.half
                text: Technician.busy ? qsTr("停止检测") : qsTr("全部重测")
                iconName: Technician.busy ? "x" : "refresh"
                onTapped: Technician.busy ? Technician.cancel() : Technician.runAll()
            }
        }
    ]
}
