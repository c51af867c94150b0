// Confirms for six seconds what is already visible; never an error, never with a button.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: toast

    property string text: ""

    function show(words: string) {
        toast.text = words;
        life.restart();
    }

    objectName: "toast"
    visible: toast.text !== ""
    implicitHeight: Math.max(Style.size.listRow, words.height + 2 * Style.space.s16)
    width: parent ? parent.width : implicitWidth
    color: Style.color.successTint
    Accessible.role: Accessible.AlertMessage
    Accessible.name: toast.text

    Timer {
        id: life

        interval: Style.time.toast
        onTriggered: toast.text = ""
    }
    Rectangle {
        width: parent.width
        height: Style.border.control
        color: Style.color.success
    }
    StatusShape {
        id: shape

        x: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        status: "ok"
    }
    Label {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s20
        anchors.right: parent.right
        anchors.rightMargin: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        role: "bodyStrong"
        text: toast.text
        color: Style.color.success
        Accessible.ignored: true
    }
}
