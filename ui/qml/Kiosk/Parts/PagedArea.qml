// A column that does not fit is shown screen by screen, cut only between its children (a child that is higher than the
// screen: between its own): 上一屏 / 下一屏 in words, no scrolling by hand. `reveal(item)` turns to the screen that
// holds an item of the column. `line`: nothing that can be touched stands above it; what is only read may.
// `single`: while a field is written in, it alone is seen, at the bottom.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property Item holder: column
    property int at: 0
    property real line: 0
    // The screens: where each begins and ends in the column, and how far below the top of the area it stands.
    property var cuts: [{
            "start": 0,
            "end": 0,
            "top": 0
        }]
    property Item wanted: null
    property bool paged: false
    property bool single: false
    property var alone: null
    property bool stale: false
    readonly property int screens: area.cuts.length
    readonly property real pagerHeight: Style.size.target + Style.space.targetGap
    readonly property real whole: column.height

    signal turned

    function reveal(item: Item) {
        area.wanted = item;
        area.arrange();
    }

    function touchable(item: Item): bool {
        return item instanceof Tappable || item instanceof SignatureItem || item instanceof ItemList || item instanceof PagedArea || item.activeFocusOnTab;
    }

    // Where in the column the first thing to touch of `item` begins; Infinity where there is none.
    function touchOf(item: Item): real {
        if (!item.visible)
            return Infinity;
        if (area.touchable(item))
            return item.mapToItem(column, 0, 0).y;
        return Math.min(Infinity, ...Array.from(item.children, child => area.touchOf(child)));
    }

    // What the column may be cut between: [{top, bottom, touch, heading}].
    function pieces(parts: var, room: real): var {
        const found = [];
        for (const part of parts) {
            // A plain column is nothing by itself; what has parts is taken apart only where it must be.
            const item = part instanceof Loader ? part.item : part;
            if (!item || !part.visible || part.height <= 0 || part instanceof Repeater)
                continue;
            const high = item.height > room;
            const inner = item instanceof Column ? item.children : high && item.parts ? item.parts : high && (item instanceof Grid || item instanceof Flow) ? item.children : [];
            if (inner.length > 0) {
                found.push(...area.pieces(inner, room));
                continue;
            }
            const top = part.mapToItem(column, 0, 0).y;
            found.push({
                "top": top,
                "bottom": top + part.height,
                "touch": area.touchOf(part),
                "heading": part instanceof Label && part.isHeading,
                "parts": item.parts ?? (item instanceof Grid || item instanceof Flow ? item.children : []),
                "loose": item instanceof Card
            });
        }
        return found;
    }

    // How far down a screen must begin so that nothing touchable is above the line.
    function topOf(found: var, start: real): real {
        const touch = Math.min(Infinity, ...found.filter(piece => piece.bottom > start).map(piece => piece.touch));
        return area.line > 0 ? Math.max(0, area.line - (touch - start)) : 0;
    }

    // Where each screen begins: as many whole pieces as fit.
    function arrange() {
        const whole = area.pieces(column.children, Infinity);
        const end = Math.max(0, ...whole.map(piece => piece.bottom));
        area.paged = end > area.height - area.topOf(whole, 0) + 1;
        const room = area.height - (area.paged ? area.pagerHeight : 0);
        const found = area.paged ? area.pieces(column.children, room) : whole;
        const starts = [0];
        for (let n = 0; area.paged && n < found.length; n++) {
            const start = starts[starts.length - 1];
            const end = start + room - area.topOf(found, start);
            if (found[n].bottom <= end || found[n].top <= start && found[n].parts.length === 0)
                continue;
            // Rather taken apart than half a screen left empty.
            const begins = found[n].top <= start || n > 0 && found[n - 1].heading && found[n - 1].top <= start;
            if (found[n].parts.length > 0 && (begins || found[n].loose && end - found[n].top > room / 3)) {
                found.splice(n, 1, ...area.pieces(found[n].parts, room));
                n -= 1;
                continue;
            }
            const first = n > 0 && found[n - 1].heading && found[n - 1].top > start ? n - 1 : n;
            starts.push(found[first].top);
            // What has parts may be too much for a screen of its own, too.
            if (found[n].parts.length > 0)
                n -= 1;
        }
        area.cuts = starts.map((start, n) => ({
                    "start": start,
                    "end": Math.max(0, ...found.filter(piece => piece.top < (starts[n + 1] ?? Infinity)).map(piece => piece.bottom)),
                    "top": area.topOf(found, start)
                }));
        if (area.wanted) {
            const y = area.wanted.mapToItem(column, 0, 0).y;
            area.at = starts.filter(start => start <= y + 1).length - 1;
        }
        area.at = Math.max(0, Math.min(area.at, starts.length - 1));
        area.alone = area.single ? area.written() : null;
    }

    // The field with the focus, and what it is called where nothing to touch stands between: {start, end, top}.
    function written(): var {
        let entry = null;
        let frame = null;
        for (let up = area.focused; up && up !== column; up = up.parent) {
            entry = up instanceof FieldBox ? up : entry;
            frame = up instanceof FieldFrame ? up : frame;
        }
        if (!entry || !column.contains(entry.mapToItem(column, 0, 0)))
            return null;
        const above = frame ? frame.mapToItem(column, 0, 0).y : 0;
        const own = entry.mapToItem(column, 0, 0).y;
        const start = frame && area.touchOf(frame) >= own - 1 ? above : own;
        return {
            "start": start,
            "end": own + entry.height,
            "top": Math.max(0, area.height - own - entry.height + start)
        };
    }

    // The screens are cut again before the next frame. At once only where the pager comes or goes, whose own parts have
    // to find their place before that frame: cutting costs a millisecond, and a page is a dozen changes.
    function changed() {
        area.stale = true;
        if (area.visible && (column.height > area.height + 1) !== area.paged)
            area.arrange();
        area.Window.window?.update(); // there may be no other reason for a frame
    }

    // Where the focus goes by key, there the page turns.
    function follow(item: Item) {
        for (let up = item; up; up = up.parent)
            if (up.parent === column) {
                area.reveal(item);
                return;
            }
    }

    function turn(by: int) {
        area.wanted = null;
        area.at = Math.max(0, Math.min(area.at + by, area.screens - 1));
        area.turned();
    }

    // Begin at the first screen.
    function restart() {
        area.wanted = null;
        area.at = 0;
    }

    readonly property Item focused: area.Window.activeFocusItem

    width: parent ? parent.width : implicitWidth
    onFocusedChanged: area.follow(area.focused)
    onHeightChanged: area.changed()
    onWholeChanged: area.changed()
    onLineChanged: area.changed()
    onSingleChanged: area.changed()
    onVisibleChanged: area.changed()
    Component.onCompleted: area.changed()

    // What stands in the column has its place only once all is laid out, just before it is painted.
    Connections {
        function onAfterAnimating() {
            area.stale = false;
            area.arrange();
        }

        target: area.Window.window
        enabled: area.stale && area.visible
    }

    Item {
        id: port

        readonly property bool cutOff: area.paged || area.alone !== null
        readonly property var cut: area.alone ?? area.cuts[Math.max(0, Math.min(area.at, area.cuts.length - 1))]

        // The focus ring and the edge of a card may stand a little outside.
        x: -Style.space.s12
        y: port.cut.top
        width: area.width + 2 * Style.space.s12
        height: port.cutOff ? port.cut.end - port.cut.start : area.height - y
        clip: port.cutOff

        Column {
            id: column

            x: Style.space.s12
            y: port.cutOff ? -port.cut.start : 0
            width: area.width
            spacing: Style.space.s24
        }
    }
    Loader {
        anchors.bottom: parent.bottom
        width: parent.width
        active: area.paged && area.alone === null
        sourceComponent: ScreenTurner {
            at: area.at
            screens: area.screens
            onTurn: by => area.turn(by)
        }
    }
}
