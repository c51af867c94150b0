// A paper to hand in: how it stands, and the ways it may come.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

FieldBox {
    id: field

    property string value: ""
    property var ways: []
    property string label: ""
    property string name: ""
    readonly property bool later: field.value === "later"
    readonly property bool instead: field.later || field.value === "promised"

    signal opened
    signal supplied(string way)

    function stands(): string {
        switch (field.value) {
        case "":
            return field.ways.length > 0 ? qsTr("还没有交，选一个办法：") : qsTr("还没有扫描");
        case "phone":
            return qsTr("手机传好了");
        case "stick":
            return qsTr("从 U 盘取好了");
        case "earlier":
            return qsTr("用以前交过的");
        case "later":
            return qsTr("以后补交，已签名");
        case "promised":
            return qsTr("已签承诺书，不用交了");
        default:
            return qsTr("已扫描");
        }
    }

    implicitHeight: column.height + 2 * Style.space.s24

    Column {
        id: column

        x: Style.space.s36
        y: Style.space.s24
        width: parent.width - 2 * x
        spacing: Style.space.targetGapWide

        Item {
            width: parent.width
            height: Math.max(shape.height, words.height)

            StatusShape {
                id: shape

                anchors.verticalCenter: parent.verticalCenter
                status: field.value === "" ? "todo" : field.later ? "waiting" : "ok"
            }
            Label {
                id: words

                objectName: "form.paper." + field.name
                anchors.left: shape.right
                anchors.leftMargin: Style.space.s24
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "bodyStrong"
                text: field.stands()
                color: field.value === "" ? Style.color.ink : field.later ? Style.color.warn : Style.color.success
            }
        }
        OutlineButton {
            objectName: "form.scan." + field.name
            width: parent.width
            small: true
            text: field.value === "scanned" ? qsTr("重新扫描") : qsTr("现在扫描")
            iconName: "camera"
            onTapped: field.opened()
        }
        Grid {
            id: others

            readonly property real cell: (width - columnSpacing) / 2

            width: parent.width
            columns: 2
            columnSpacing: Style.space.targetGapWide
            rowSpacing: Style.space.targetGapWide

            OutlineButton {
                objectName: "form.phone." + field.name
                visible: field.ways.includes("phone")
                width: others.cell
                small: true
                text: field.value === "phone" ? qsTr("用手机重新传") : qsTr("用手机传")
                iconName: "device-mobile-message"
                onTapped: field.supplied("phone")
            }
            OutlineButton {
                objectName: "form.stick." + field.name
                visible: field.ways.includes("stick")
                width: others.cell
                small: true
                text: qsTr("从 U 盘取")
                iconName: "upload"
                onTapped: field.supplied("stick")
            }
            OutlineButton {
                objectName: "form.earlier." + field.name
                visible: field.ways.includes("earlier")
                width: others.cell
                small: true
                text: qsTr("用以前交过的")
                iconName: "clipboard-list"
                onTapped: field.supplied("earlier")
            }
            OutlineButton {
                objectName: "form.later." + field.name
                visible: field.ways.includes("later") && !field.instead
                width: others.cell
                small: true
                text: qsTr("没带，以后补")
                iconName: "clock"
                onTapped: field.supplied("later")
            }
            OutlineButton {
                objectName: "form.promise." + field.name
                visible: field.ways.includes("promise") && !field.instead
                width: others.cell
                small: true
                text: qsTr("签承诺书代替")
                iconName: "signature"
                onTapped: field.supplied("promise")
            }
            OutlineButton {
                objectName: "form.drop." + field.name
                visible: field.instead
                width: others.cell
                small: true
                text: field.later ? qsTr("不等了，现在就交") : qsTr("收回承诺")
                iconName: "x"
                onTapped: field.supplied("")
            }
        }
    }
}
