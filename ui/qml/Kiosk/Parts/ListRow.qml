// A whole row that can be touched: icon or status, title, note, chevron. Not enabled here: the note says why.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    property string title: ""
    // The title with a part of it marked (StyledText), or nothing.
    property string markedTitle: ""
    property string note: ""
    property string iconName: ""
    property string status: ""
    property bool last: false
    // Greyed, and yet it opens: what is behind it says more.
    property bool dimmed: false
    property bool chevron: true
    property bool noteBelow: false
    readonly property bool stacked: row.noteBelow || (row.note !== "" && titleSize.advanceWidth + row.noteWidth > words.width - Style.space.s24)
    readonly property real noteWidth: Math.ceil(noteSize.advanceWidth) + 1
    readonly property int leading: row.iconName !== "" || row.status !== "" ? Style.size.iconSmall + Style.space.s28 : 0

    text: row.title
    description: row.note
    radius: 0
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(row.leading > 0 ? Style.size.iconRow : Style.size.listRow, words.height + 2 * Style.space.s16)
    Accessible.role: Accessible.ListItem

    Rectangle {
        anchors.fill: parent
        anchors.margins: Style.border.divider
        z: -1
        radius: Style.radius.button
        color: row.pressed ? Style.color.primaryTint : "transparent"
    }
    Icon {
        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        name: row.status === "" ? row.iconName : "status-" + row.status
        color: row.status !== "" ? Style.statusColor(row.status) : row.enabledHere ? Style.color.primary : Style.color.disabled
    }
    Grid {
        id: words

        x: Style.space.s32 + row.leading
        width: row.width - x - Style.space.s32 - (row.chevron ? Style.size.iconSmall + Style.space.s16 : 0)
        anchors.verticalCenter: parent.verticalCenter
        columns: row.stacked ? 1 : 2
        verticalItemAlignment: Grid.AlignVCenter

        Label {
            role: "bodyStrong"
            width: row.stacked || row.note === "" ? words.width : words.width - row.noteWidth
            text: row.markedTitle === "" ? row.title : row.markedTitle
            textFormat: row.markedTitle === "" ? Text.PlainText : Text.StyledText
            font.weight: row.markedTitle === "" ? Font.Bold : Font.Normal
            color: row.enabledHere && !row.dimmed ? Style.color.ink : Style.color.disabled
            Accessible.ignored: true
        }
        Label {
            role: "label"
            visible: row.note !== ""
            width: row.stacked ? words.width : row.noteWidth
            horizontalAlignment: row.stacked ? Text.AlignLeft : Text.AlignRight
            text: row.note
            color: row.enabledHere ? Style.color.ink2 : Style.color.disabled
            Accessible.ignored: true
        }
    }
    TextMetrics {
        id: titleSize

        font.family: Style.family
        font.pixelSize: Style.type.bodyStrong.pixels
        font.weight: Font.Bold
        text: row.title
    }
    TextMetrics {
        id: noteSize

        font.family: Style.family
        font.pixelSize: Style.type.label.pixels
        text: row.note
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        name: row.chevron && row.enabledHere ? "chevron-right" : ""
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Style.space.s32
        anchors.rightMargin: Style.space.s32
        height: Style.border.divider
        visible: !row.last
        color: Style.color.line
    }
}
