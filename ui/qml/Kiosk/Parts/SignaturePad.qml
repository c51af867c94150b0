// White ground to write one's name on with a finger; 重签 clears it. Too little ink: it says what to write.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: pad

    property bool complain: false
    readonly property alias item: sheet
    readonly property bool enough: sheet.enough

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.s16

    Item {
        width: parent.width
        height: message.height
        visible: pad.complain && !sheet.enough

        StatusShape {
            id: octagon

            y: Style.space.s4
            status: "error"
        }
        Label {
            id: message

            objectName: "signature.error"
            anchors.left: octagon.right
            anchors.leftMargin: Style.space.s12
            anchors.right: parent.right
            role: "bodyStrong"
            text: qsTr("请写完整姓名")
            color: Style.color.error
            Accessible.role: Accessible.AlertMessage
        }
    }
    Rectangle {
        width: parent.width
        height: Style.size.signatureHeight + 2 * Style.border.fieldError
        radius: Style.radius.tag
        color: Style.color.paper
        border.width: pad.complain && !sheet.enough ? Style.border.fieldError : Style.border.control
        border.color: pad.complain && !sheet.enough ? Style.color.error : Style.color.lineStrong

        SignatureItem {
            id: sheet

            objectName: "signature.pad"
            anchors.fill: parent
            anchors.margins: Style.border.fieldError
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("签名区，请用手指在框里写姓名")
        }
        Label {
            anchors.centerIn: parent
            visible: sheet.empty
            role: "heading"
            text: qsTr("请用手指在这里写姓名")
            color: Style.light.ink3
        }
        Rectangle {
            x: Style.space.s56
            width: parent.width - 2 * x
            height: Style.border.divider
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Style.space.s72
            color: Style.light.lineStrong
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Style.space.s20
            role: "label"
            text: qsTr("签名处")
            color: Style.light.ink2
        }
    }
    OutlineButton {
        objectName: "signature.clear"
        anchors.right: parent.right
        small: true
        text: qsTr("重签")
        iconName: "refresh"
        enabledHere: !sheet.empty
        onTapped: sheet.clear()
    }
}
