// A material of the service guide: shape, name, and what happens with it.
import QtQuick
import Kiosk.Style

Item {
    id: row

    required property string name
    required property string status
    required property string note
    property string sample: ""
    property bool last: false
    readonly property bool free: ["licence", "shared", "scanned", "phone", "stick", "earlier", "promised"].includes(row.status)

    function wordOf(status: string): string {
        switch (status) {
        case "licence":
            return qsTr("电子证照，免交");
        case "shared":
            return qsTr("部门共享，免交");
        case "scanned":
            return qsTr("已扫描");
        case "phone":
            return qsTr("手机传好了");
        case "stick":
            return qsTr("从 U 盘取好了");
        case "earlier":
            return qsTr("用以前交过的");
        case "later":
            return qsTr("以后补交");
        case "promised":
            return qsTr("已签承诺书");
        case "optional":
            return qsTr("选交");
        default:
            return qsTr("现场扫描");
        }
    }

    signal sampled

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.listRow, words.height + 2 * Style.space.s16)
    Accessible.role: Accessible.ListItem
    Accessible.name: [row.name, row.note, row.wordOf(row.status)].filter(words => words !== "").join("，")

    StatusShape {
        id: shape

        anchors.verticalCenter: parent.verticalCenter
        status: row.free ? "ok" : row.status === "later" ? "waiting" : "todo"
    }
    Column {
        id: words

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s24
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
            visible: row.note !== ""
            role: "label"
            text: row.note
            color: Style.color.ink2
            Accessible.ignored: true
        }
        TextButton {
            objectName: "sample." + row.sample
            visible: row.sample !== ""
            text: qsTr("看样表")
            onTapped: row.sampled()
        }
    }
    Tag {
        id: tag

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: row.wordOf(row.status)
        tone: row.free ? "success" : "neutral"
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.border.divider
        visible: !row.last
        color: Style.color.line
    }
}
