// The scaffold of a page: header, banner, steps, title, content column, tray (keypad), keyboard, bottom bar.
// Content never scrolls and never goes under the tray, the keyboard or the bar: what does not fit is shown screen by
// screen. Low reach: what is touched stands in the lower half. Landscape: the same parts, with steps, explanation and what a
// page wants `beside` its content in a column of their own at the right; tray and keyboard stand below it, down to the edge. Keys that no control takes come here: Escape goes back, digits and Backspace go
// to the keypad of the page, Return beside an open keypad is the main button.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    property string title: ""
    property string subtitle: ""
    property string titleRole: "title"
    default property alias content: paging.content
    property alias above: aboveTitle.data
    property alias footer: footerSlot.data
    property alias tray: traySlot.data
    property alias spacing: paging.spacing
    // Which screen of the content is seen, of how many.
    readonly property alias paging: paging
    property bool stepsVisible: true
    property bool keyboardAllowed: false
    readonly property real contentWidth: paging.width
    // What the content has on one screen, where it can be touched.
    readonly property real availableHeight: paging.height - paging.line
    // Closer together while the bar for reading aloud takes its room, and with large words on a broad screen.
    readonly property int gap: Speech.on ? Style.space.s12 : Style.landscape && Style.large ? Style.space.s16 : Style.space.s32
    readonly property alias keyboardHeight: keyboard.height
    // Landscape: the column at the right, for what is no part of the content there; null where it has no room.
    readonly property Item beside: Style.landscape && !page.crowded ? sideSlot : null
    property bool crowded: false
    readonly property Item column: paging.holder
    readonly property Item aboveColumn: aboveTitle
    readonly property bool padded: Style.landscape && page.keypad() !== null

    // Another screen of the content, by the person's hand.
    signal turned

    // Shown again, as if it were new.
    function enter() {
        page.focus = true;
        page.crowded = false;
        paging.restart();
    }

    function keypad(): NumericKeypad {
        for (const part of traySlot.children)
            if (part instanceof NumericKeypad && part.visible)
                return part;
        return null;
    }

    function bar(): ActionBar {
        for (const part of footerSlot.children)
            if (part instanceof ActionBar)
                return part;
        return null;
    }

    function take(event: KeyEvent) {
        const pad = page.keypad();
        const bottom = page.bar();
        if (event.key === Qt.Key_Escape && bottom?.backVisible)
            bottom.back();
        else if (pad && /^[0-9]$/.test(event.text))
            pad.digit(event.text);
        else if (pad && event.key === Qt.Key_Backspace)
            pad.backspace();
        else if (pad && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && bottom?.primaryVisible && !bottom.busy)
            bottom.primary();
        else
            event.accepted = false;
    }

    anchors.fill: parent
    color: Style.color.canvas
    focus: true
    Keys.onPressed: event => {
        event.accepted = true;
        page.take(event);
    }

    Header {
        id: header
    }
    BannerBar {
        id: banner

        anchors.top: speech.bottom
    }
    // What is read comes before what is touched, also where it stands beside it.
    Item {
        id: area

        readonly property real columnWidth: !Style.landscape ? area.width : keyboard.open ? keyboard.x - Style.space.margin - Style.space.s40 : Style.size.contentColumn
        readonly property real sideWidth: Style.landscape ? Style.size.sideColumn : area.width
        readonly property real belowSteps: steps.visible ? steps.y + steps.height + page.gap : Speech.on || Style.landscape ? page.gap : Style.space.s44

        anchors.top: banner.bottom
        anchors.bottom: Style.landscape ? footerSlot.top : keyboard.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Style.space.margin
        anchors.rightMargin: Style.space.margin

        StepIndicator {
            id: steps

            x: area.width - width
            y: page.gap
            width: area.sideWidth
            visible: page.stepsVisible && shown
        }
        Column {
            id: top

            y: Style.landscape ? page.gap : area.belowSteps
            width: area.columnWidth

            Column {
                id: aboveTitle

                width: parent.width
            }
            Label {
                objectName: "pageTitle"
                width: parent.width
                visible: page.title !== ""
                role: page.titleRole
                text: page.title
                Accessible.role: Accessible.Heading
            }
        }
        Label {
            id: explanation

            objectName: "pageSubtitle"
            x: area.width - width
            y: Style.landscape ? area.belowSteps : top.y + top.height
            width: area.sideWidth
            visible: page.subtitle !== ""
            role: "bodyLarge"
            text: page.subtitle
            color: Style.color.ink2
        }
        PagedArea {
            id: paging

            readonly property real read: top.height + (explanation.visible && !Style.landscape ? explanation.height : 0)

            y: top.y + paging.read + (paging.read > 0 ? page.gap : 0)
            width: area.columnWidth
            height: area.height - y - Style.space.s16
            line: Chrome.lowReach ? Math.max(0, page.height / 2 - area.y - y) : 0
            single: Chrome.lowReach && keyboard.open
            onTurned: page.turned()
        }
        Column {
            id: sideSlot

            x: area.width - width
            y: Math.max(explanation.visible ? explanation.y + explanation.height + Style.space.s20 : area.belowSteps, Chrome.lowReach ? page.height / 2 - area.y : 0)
            width: area.sideWidth
            spacing: page.spacing
        }
        // Known once all is laid out. What was too much once stays with the content, lest it goes to and fro.
        Connections {
            function onAfterAnimating() {
                page.crowded = sideSlot.y + sideSlot.height > area.height - Style.space.s12;
            }

            target: page.Window.window
            enabled: sideSlot.children.length > 0 && !page.crowded
        }
    }
    KeyboardPanel {
        id: keyboard

        anchors.bottom: Style.landscape ? page.bottom : traySlot.top
        x: Style.landscape ? page.width - width : (page.width - width) / 2
        width: Style.size.keyboardWidth
        allowed: page.keyboardAllowed
    }
    Column {
        id: traySlot

        anchors.bottom: page.padded ? page.bottom : footerSlot.top
        anchors.right: parent.right
        width: Style.landscape ? Style.size.sideColumn + 2 * Style.space.margin : parent.width
    }
    Column {
        id: footerSlot

        anchors.bottom: parent.bottom
        width: !Style.landscape ? parent.width : keyboard.open ? keyboard.x : page.padded ? traySlot.x : parent.width
    }
    // Last: keys come to the page first, and to this by one step back.
    SpeechBar {
        id: speech

        anchors.top: header.bottom
    }
}
