// The scaffold of a page: header, banner, steps, title, content column, tray (keypad), keyboard, bottom bar.
// Content never scrolls and never goes under the tray, the keyboard or the bar. Keys that no control takes come here:
// Escape goes back, digits and Backspace go to the keypad of the page, Return beside an open keypad is the main button.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    property string title: ""
    property string subtitle: ""
    property string titleRole: "title"
    default property alias content: column.data
    property alias above: aboveTitle.data
    property alias footer: footerSlot.data
    property alias tray: traySlot.data
    property alias spacing: column.spacing
    property bool stepsVisible: true
    property bool keyboardAllowed: false
    readonly property real contentWidth: column.width
    readonly property real availableHeight: area.height - column.y
    // Closer together while the bar for reading aloud takes its room.
    readonly property int gap: Speech.on ? Style.space.s12 : Style.space.s32
    readonly property alias keyboardHeight: keyboard.height

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
    Item {
        id: area

        anchors.top: banner.bottom
        anchors.bottom: keyboard.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Style.space.margin
        anchors.rightMargin: Style.space.margin

        StepIndicator {
            id: steps

            y: page.gap
            visible: page.stepsVisible && shown
        }
        Column {
            id: top

            y: steps.visible ? steps.y + steps.height + page.gap : Speech.on ? page.gap : Style.space.s44
            width: parent.width

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
            Label {
                objectName: "pageSubtitle"
                width: parent.width
                visible: page.subtitle !== ""
                role: "bodyLarge"
                text: page.subtitle
                color: Style.color.ink2
            }
        }
        Column {
            id: column

            y: top.y + top.height + (top.height > 0 ? page.gap : 0)
            width: parent.width
            spacing: Style.space.s24
        }
    }
    KeyboardPanel {
        id: keyboard

        anchors.bottom: traySlot.top
        allowed: page.keyboardAllowed
    }
    Column {
        id: traySlot

        anchors.bottom: footerSlot.top
        width: parent.width
    }
    Column {
        id: footerSlot

        anchors.bottom: parent.bottom
        width: parent.width
    }
    // Last: keys come to the page first, and to this by one step back.
    SpeechBar {
        id: speech

        anchors.top: header.bottom
    }
}
