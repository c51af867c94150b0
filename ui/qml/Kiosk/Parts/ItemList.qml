// The items of the current list page, each a row; one that cannot be done here now says why and still opens its guide.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

Card {
    id: list

    readonly property int count: rows.count
    property real tallest: 0

    function reasonOf(reason: string): string {
        switch (reason) {
        case "":
            return "";
        case "needs-network":
        case "not-offline":
            return qsTr("要等平台");
        case "reader-out":
            return qsTr("读卡区坏了，先看指南");
        default:
            return qsTr("现在办不了，先看指南");
        }
    }

    visible: list.count > 0
    padding: 0
    verticalPadding: 0

    Repeater {
        id: rows

        model: Browse.items

        Item {
            id: row

            required property int index
            required property string code
            required property string name
            required property string note
            required property string reason

            width: list.width
            height: line.implicitHeight
            onHeightChanged: list.tallest = Math.max(list.tallest, row.height)

            ListRow {
                id: line

                objectName: "item-" + row.code
                width: parent.width
                title: row.name
                note: row.reason === "" ? row.note : list.reasonOf(row.reason)
                status: row.reason === "" ? "" : "waiting"
                iconName: row.reason === "" ? "file-text" : ""
                last: row.index === rows.count - 1
                noteBelow: true
                onTapped: Browse.chooseItem(row.code)
            }
        }
    }
}
