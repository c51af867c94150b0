// The scaffold of a page: header, banner, steps, title, content column, tray (keypad), keyboard, bottom bar.
// Content never scrolls and never goes under the tray, the keyboard or the bar.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

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
    readonly property alias keyboardHeight: keyboard.height

    anchors.fill: parent
    color: Style.color.canvas

    Header {
        id: header
    }
    BannerBar {
        id: banner

        anchors.top: header.bottom
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

            y: Style.space.s32
            visible: page.stepsVisible && shown
        }
        Column {
            id: top

            y: steps.visible ? steps.y + steps.height + Style.space.s32 : Style.space.s44
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

            y: top.y + top.height + (top.height > 0 ? Style.space.s32 : 0)
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
}
