// A column that does not fit is shown screen by screen, cut only between its children: 上一屏 / 下一屏 in words, no
// scrolling by hand. `reveal(item)` turns to the screen that holds an item of the column.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    property int at: 0
    property var starts: [0]
    property Item wanted: null
    readonly property int screens: area.starts.length
    readonly property real pagerHeight: Style.size.target + Style.space.s16
    readonly property real whole: column.height
    readonly property bool paged: area.whole > area.height

    signal turned

    function reveal(item: Item) {
        area.wanted = item;
        area.arrange();
    }

    // Where each screen begins: as many whole children as fit.
    function arrange() {
        // Not `area.paged`: that binding may not have heard yet of the change that calls this.
        const room = column.height > area.height ? area.height - area.pagerHeight : area.height;
        const found = [0];
        for (const child of column.children) {
            if (!child.visible || child.height <= 0 || child instanceof Repeater)
                continue;
            if (child.y + child.height > found[found.length - 1] + room && child.y > found[found.length - 1])
                found.push(child.y);
        }
        area.starts = found;
        if (area.wanted) {
            const y = area.wanted.mapToItem(column, 0, 0).y;
            area.at = found.filter(start => start <= y + 1).length - 1;
        }
        area.at = Math.max(0, Math.min(area.at, found.length - 1));
    }

    // Where the focus goes by key, there the page turns.
    function follow(item: Item) {
        for (let up = item; up; up = up.parent)
            if (up.parent === column) {
                area.reveal(up);
                return;
            }
    }

    function turn(by: int) {
        area.wanted = null;
        area.at = Math.max(0, Math.min(area.at + by, area.screens - 1));
        area.turned();
    }

    readonly property Item focused: area.Window.activeFocusItem

    width: parent ? parent.width : implicitWidth
    onFocusedChanged: area.follow(area.focused)
    onHeightChanged: area.arrange()
    onWholeChanged: area.arrange()
    Component.onCompleted: area.arrange()

    Item {
        id: port

        readonly property real end: area.at + 1 < area.screens ? area.starts[area.at + 1] - column.spacing : area.whole

        // The focus ring and the edge of a card may stand a little outside.
        x: -Style.space.s12
        width: area.width + 2 * Style.space.s12
        height: area.paged ? Math.min(port.end - area.starts[area.at], area.height - area.pagerHeight) : area.height
        clip: area.paged

        Column {
            id: column

            x: Style.space.s12
            y: area.paged ? -area.starts[Math.min(area.at, area.screens - 1)] : 0
            width: area.width
            spacing: Style.space.s24
        }
    }
    Item {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.size.target
        visible: area.paged

        OutlineButton {
            id: before

            objectName: "pager.previous"
            small: true
            height: Style.size.target
            enabledHere: area.at > 0
            text: qsTr("上一屏")
            iconName: "chevron-left"
            onTapped: area.turn(-1)
        }
        Label {
            anchors.left: before.right
            anchors.right: after.left
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignHCenter
            objectName: "pager.place"
            role: "bodyStrong"
            text: qsTr("第 %1 屏，共 %2 屏").arg(area.at + 1).arg(area.screens)
        }
        OutlineButton {
            id: after

            objectName: "pager.next"
            anchors.right: parent.right
            small: true
            height: Style.size.target
            enabledHere: area.at + 1 < area.screens
            text: qsTr("下一屏")
            iconName: "chevron-right"
            iconBehind: true
            onTapped: area.turn(1)
        }
    }
}
