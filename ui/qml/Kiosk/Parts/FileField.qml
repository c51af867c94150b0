// A document to photograph: is it there, and the button that starts the camera.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

FieldBox {
    id: field

    property bool present: false
    property string label: ""
    property string name: ""

    signal opened

    implicitHeight: Math.max(Style.size.field, words.height, button.height) + 2 * Style.space.s16

    StatusShape {
        id: shape

        x: Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        status: field.present ? "ok" : "todo"
    }
    Label {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s24
        anchors.right: button.left
        anchors.rightMargin: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        role: "bodyStrong"
        text: field.present ? qsTr("已扫描") : qsTr("还没有扫描")
        color: field.present ? Style.color.success : Style.color.ink
    }
    OutlineButton {
        id: button

        objectName: "form.scan." + field.name
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width / 2)
        small: true
        text: field.present ? qsTr("重新扫描") : qsTr("现在扫描")
        iconName: "camera"
        onTapped: field.opened()
    }
}
