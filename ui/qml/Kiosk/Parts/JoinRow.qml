// An item of a package: one that may be left out is ticked or not, the others say that they belong to it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    required property string name
    required property string note
    required property bool taken
    required property bool optional
    property bool last: false
    readonly property string word: !row.optional ? qsTr("一定要办") : row.taken ? qsTr("要办") : qsTr("不办")

    text: row.name
    enabledHere: row.optional
    radius: 0
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.iconRow, words.height + 2 * Style.space.s16)
    Accessible.role: row.optional ? Accessible.CheckBox : Accessible.ListItem
    Accessible.checkable: row.optional
    Accessible.checked: row.taken
    Accessible.description: row.note + "，" + row.word

    Rectangle {
        anchors.fill: parent
        anchors.margins: Style.border.divider
        z: -1
        radius: Style.radius.button
        color: row.pressed ? Style.color.primaryTint : "transparent"
    }
    Rectangle {
        id: mark

        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.choiceBox
        height: Style.size.choiceBox
        radius: Style.radius.tag
        color: !row.taken ? Style.color.surface : row.optional ? Style.color.primary : Style.color.sunken
        border.width: row.optional ? Style.border.control : 0
        border.color: row.taken ? Style.color.primary : Style.color.lineStrong

        Icon {
            anchors.centerIn: parent
            name: row.taken ? "check" : ""
            color: row.optional ? Style.color.onPrimary : Style.color.ink2
        }
    }
    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Style.space.s28
        anchors.right: tag.left
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: "bodyStrong"
            text: row.name
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            role: "label"
            text: row.note
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
    Tag {
        id: tag

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        text: row.word
        tone: row.optional && row.taken ? "primary" : "neutral"
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Style.space.s32
        anchors.rightMargin: Style.space.s32
        height: Style.border.divider
        visible: !row.last
        color: Style.color.line
    }
}
