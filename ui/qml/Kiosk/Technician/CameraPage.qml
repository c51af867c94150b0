// The face camera live, mirrored as a citizen sees it. Nothing is kept.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    objectName: "cameraPage"
    title: qsTr("摄像头画面")
    subtitle: qsTr("看清不清楚、亮不亮、正不正。画面不保存。")
    Component.onCompleted: Technician.watch(true)
    Component.onDestruction: Technician.watch(false)

    Rectangle {
        width: parent.width
        height: page.availableHeight
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            id: preview

            objectName: "technician.preview"
            anchors.fill: parent
            anchors.margins: Style.border.control
            mirrored: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("摄像头画面")
        }
        Label {
            objectName: "cameraState"
            anchors.centerIn: parent
            width: parent.width - 2 * Style.space.s48
            visible: Technician.camera !== "live"
            role: "bodyLarge"
            horizontalAlignment: Text.AlignHCenter
            text: Technician.camera === "" ? qsTr("正在打开摄像头") : qsTr("没有画面，故障代码 %1").arg(Technician.camera)
        }
    }

    footer: Row {
        id: buttons

        readonly property real half: (parent ? parent.width - spacing : 0) / 2

        spacing: Style.space.s20

        OutlineButton {
            objectName: "camera.again"
            width: buttons.half
            text: qsTr("重新打开")
            iconName: "refresh"
            onTapped: Technician.watch(true)
        }
        PrimaryButton {
            objectName: "camera.back"
            width: buttons.half
            text: qsTr("返回")
            onTapped: page.opened("overview")
        }
    }
}
