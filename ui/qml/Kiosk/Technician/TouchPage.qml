// Dead zones of the touch screen: a grid over the whole screen, every cell to be wiped over. A cell turns when the
// finger was felt in it; cells between two reports are not filled in, that would hide what is looked for.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: page

    readonly property int columns: 9
    readonly property int lines: 16
    readonly property int cells: page.columns * page.lines
    property int felt: 0
    property bool ended: false

    signal opened(string page)

    function feel(x: real, y: real) {
        const column = Math.floor(x * page.columns / page.width);
        const row = Math.floor(y * page.lines / page.height);
        if (column < 0 || row < 0 || column >= page.columns || row >= page.lines)
            return;
        const cell = grid.itemAt(row * page.columns + column) as Cell;
        if (!cell || cell.felt)
            return;
        cell.felt = true;
        page.felt += 1;
        if (page.felt === page.cells)
            page.end();
        else
            quiet.restart();
    }

    function end() {
        if (page.ended)
            return;
        page.ended = true;
        Technician.touchTested(page.cells - page.felt, page.cells);
    }

    objectName: "touchPage"
    anchors.fill: parent

    component Cell: Rectangle {
        id: cell

        required property int index
        property bool felt: false

        objectName: "cell." + cell.index
        x: Math.round((cell.index % page.columns) * page.width / page.columns)
        y: Math.round(Math.floor(cell.index / page.columns) * page.height / page.lines)
        width: Math.ceil(page.width / page.columns)
        height: Math.ceil(page.height / page.lines)
        color: cell.felt ? Style.color.successTint : page.ended ? Style.color.errorTint : Style.color.surface
        border.width: page.ended && !cell.felt ? Style.border.notice : Style.border.divider
        border.color: page.ended && !cell.felt ? Style.color.error : cell.felt ? Style.color.success : Style.color.lineStrong
    }

    Repeater {
        id: grid

        model: page.cells

        Cell {}
    }
    // A hint that stands until the first touches; it takes none itself.
    Card {
        visible: !page.ended
        anchors.centerIn: parent
        width: parent.width - 4 * Style.space.s96
        tone: "strong"
        verticalPadding: Style.space.s28

        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "heading"
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("用手指擦过每一格")
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("还剩 %1 格。停手 %2 秒就结束。").arg(page.cells - page.felt).arg(Math.round(Style.time.touchQuiet / 1000))
        }
    }
    MouseArea {
        objectName: "touchGrid"
        anchors.fill: parent
        enabled: !page.ended
        preventStealing: true
        onPressed: mouse => page.feel(mouse.x, mouse.y)
        onPositionChanged: mouse => page.feel(mouse.x, mouse.y)
    }
    Timer {
        id: quiet

        interval: Style.time.touchQuiet
        running: true
        onTriggered: page.end()
    }
    Card {
        visible: page.ended
        anchors.centerIn: parent
        width: parent.width - 2 * Style.space.s96
        tone: page.felt === page.cells ? "strong" : "error"
        verticalPadding: Style.space.s36
        spacing: Style.space.s24

        Row {
            spacing: Style.space.s20

            StatusShape {
                anchors.verticalCenter: parent.verticalCenter
                status: page.felt === page.cells ? "ok" : "error"
                size: Style.size.statusLarge
            }
            Label {
                objectName: "touchResult"
                anchors.verticalCenter: parent.verticalCenter
                role: "heading"
                text: page.felt === page.cells ? qsTr("每一格都有反应") : qsTr("有 %1 格没有反应").arg(page.cells - page.felt)
            }
        }
        Label {
            width: parent.width
            visible: page.felt !== page.cells
            text: qsTr("红框的地方没有感觉到手指。擦干净屏幕再测；还是这样就换屏。")
        }
        OutlineButton {
            objectName: "touch.again"
            width: parent.width
            text: qsTr("再测一次")
            iconName: "refresh"
            onTapped: {
                for (let n = 0; n < page.cells; ++n) {
                    const cell = grid.itemAt(n) as Cell;
                    cell.felt = false;
                }
                page.felt = 0;
                page.ended = false;
                quiet.restart();
            }
        }
        PrimaryButton {
            objectName: "touch.back"
            width: parent.width
            text: qsTr("返回")
            onTapped: page.opened("overview")
        }
    }
}
