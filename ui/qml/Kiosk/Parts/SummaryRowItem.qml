// A row of the check page. Editable: touching it anywhere leads to its page. From a source: a lock and where from.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    property string label: ""
    property string value: ""
    property string field: ""
    property string source: ""
    property bool changed: false
    property bool last: false
    readonly property bool editable: row.field !== ""

    objectName: row.editable ? "check.row." + row.field : ""
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.summaryRow, words.height + 2 * Style.space.s20, name.height + 2 * Style.space.s20)
    enabledHere: row.editable
    activeFocusOnTab: row.editable
    radius: 0
    text: row.editable ? qsTr("修改%1").arg(row.label) : row.label
    description: [words.text, tag.visible ? tag.text : "", row.editable ? "" : Texts.source(row.source)].filter(words => words !== "").join("，")
    Accessible.role: row.editable ? Accessible.Button : Accessible.StaticText
    Accessible.description: row.description

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -Style.space.s24
        anchors.rightMargin: -Style.space.s24
        anchors.margins: Style.border.divider
        z: -1
        radius: Style.radius.tag
        color: row.pressed ? Style.color.primaryTint : "transparent"
    }
    Label {
        id: name

        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.summaryLabel
        text: row.label
        color: Style.color.ink2
        Accessible.ignored: true
    }
    Label {
        id: words

        anchors.left: name.right
        anchors.leftMargin: Style.space.s16
        anchors.right: action.left
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        role: "bodyStrong"
        text: row.value === "" ? qsTr("没有填") : Texts.shown(row.value)
        color: row.value === "" ? Style.color.ink2 : Style.color.ink
        Accessible.ignored: true
    }
    Row {
        id: action

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.space.s12

        Tag {
            id: tag

            anchors.verticalCenter: parent.verticalCenter
            visible: row.changed
            text: qsTr("已改")
            tone: "primary"
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: row.editable ? "pencil" : "lock"
            color: row.editable ? Style.color.primary : Style.color.ink2
            size: Style.size.statusSmall
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            role: row.editable ? "bodyStrong" : "label"
            text: row.editable ? qsTr("修改") : Texts.source(row.source)
            color: row.editable ? Style.color.primary : Style.color.ink2
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.border.divider
        visible: !row.last
        color: Style.color.line
    }
}
