// The items of a list, each a row: rows are made for what is on screen only and used again while one scrolls, so that
// thousands cost no more than ten. Whole rows fit, and pages can be turned without dragging. One that cannot be done
// here now says why and still opens its guide.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: list

    // What the page has left for rows and pager.
    property real room: 0
    property bool shown: true
    // What the list is of: another one begins at its first row.
    property string of: ""
    // Rows are as high as the longest one that was on screen needs.
    property real rowHeight: Style.size.iconRow
    readonly property int count: rows.count
    readonly property bool paged: list.count * list.rowHeight > list.room
    readonly property real rowsRoom: list.room - (list.paged ? Style.size.pagerButton + list.spacing : 0)
    readonly property int fitting: Math.max(1, Math.min(list.count, Math.floor(list.rowsRoom / list.rowHeight)))
    readonly property int first: Math.round(rows.contentY / list.rowHeight)

    function reasonOf(reason: string): string {
        switch (reason) {
        case "":
            return "";
        case "at-banks":
            return qsTr("在银行网点的终端上办");
        case "elsewhere":
            return qsTr("在别处办，点开看在哪里");
        case "not-offline":
            return qsTr("要等连上平台：晚点再来，或者到窗口办");
        case "reader-out":
            return qsTr("读卡区坏了：换一台终端，或者到窗口办");
        case "page-camera-out":
            return qsTr("现在拍不了材料：换一台终端，或者到窗口办");
        default:
            return qsTr("现在办不了：换一台终端，或者到窗口办");
        }
    }

    // The part of a name that was searched for stands out.
    function markedName(name: string, begin: int, length: int): string {
        if (list.of === "")
            return "";
        const letters = Array.from(name).map(letter => letter === "&" ? "&amp;" : letter === "<" ? "&lt;" : letter);
        const part = (from, to) => letters.slice(from, to).join("");
        if (length === 0)
            return part(0, letters.length);
        const found = "<b><font color='" + Style.color.primary + "'>" + part(begin, begin + length) + "</font></b>";
        return part(0, begin) + found + part(begin + length, letters.length);
    }

    function turn(by: int) {
        const last = list.count - list.fitting;
        rows.positionViewAtIndex(Math.max(0, Math.min(list.first + by * list.fitting, last)), ListView.Beginning);
    }

    onCountChanged: if (list.count === 0)
        list.rowHeight = Style.size.iconRow
    onOfChanged: rows.positionViewAtBeginning()
    width: parent ? parent.width : implicitWidth
    visible: list.shown && list.count > 0
    spacing: Style.space.s24

    Rectangle {
        width: parent.width
        height: list.fitting * list.rowHeight
        color: Style.color.surface
        radius: Style.radius.card
        border.color: Style.color.cardLine
        border.width: Style.border.divider

        ListView {
            id: rows

            objectName: "itemList"
            anchors.fill: parent
            clip: true
            model: Browse.items
            reuseItems: true
            cacheBuffer: 0
            snapMode: ListView.SnapToItem
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List

            delegate: Item {
                id: row

                required property int index
                required property string code
                required property string name
                required property string note
                required property string reason
                required property int begin
                required property int length
                required property bool company

                width: list.width
                height: list.rowHeight

                ListRow {
                    objectName: "item-" + row.code
                    // What lies ready outside the view can neither have the focus nor be read out.
                    visible: row.y + row.height > rows.contentY + 1 && row.y < rows.contentY + rows.height - 1
                    height: parent.height
                    title: row.name
                    markedTitle: list.markedName(row.name, row.begin, row.length)
                    note: row.reason !== "" ? list.reasonOf(row.reason) : row.company ? qsTr("替企业办的：%1").arg(row.note) : row.note
                    status: row.reason === "" ? "" : "waiting"
                    iconName: row.reason !== "" ? "" : row.company ? "building" : "file-text"
                    dimmed: row.reason !== ""
                    last: row.index === rows.count - 1
                    noteBelow: true
                    onImplicitHeightChanged: list.rowHeight = Math.max(list.rowHeight, implicitHeight)
                    Component.onCompleted: list.rowHeight = Math.max(list.rowHeight, implicitHeight)
                    onTapped: Browse.chooseItem(row.code)
                }
            }
        }
    }
    Pager {
        page: Math.ceil(list.first / list.fitting) + 1
        pages: Math.ceil(list.count / list.fitting)
        onNext: list.turn(1)
        onPrevious: list.turn(-1)
    }
}
