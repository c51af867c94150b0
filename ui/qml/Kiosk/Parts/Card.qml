// A surface with a border; its children stand in a column. `provisional` draws the dashed border.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: card

    default property alias content: column.data
    property string tone: "plain"
    property bool provisional: false
    property int padding: Style.space.s32
    property int verticalPadding: Style.space.s20
    property alias spacing: column.spacing
    property real radius: Style.radius.card
    readonly property real innerWidth: column.width
    readonly property alias parts: column.children
    property color ground: card.groundOf(card.tone)
    property color edge: card.edgeOf(card.tone)

    function groundOf(tone: string): color {
        switch (tone) {
        case "primary":
            return Style.color.primaryTint;
        case "warn":
            return Style.color.warnTint;
        case "success":
            return Style.color.successTint;
        case "sunken":
            return Style.color.sunken;
        default:
            return Style.color.surface;
        }
    }

    function edgeOf(tone: string): color {
        switch (tone) {
        case "error":
            return Style.color.error;
        case "primary":
            return Style.color.primaryTint;
        case "warn":
            return Style.color.warnLine;
        case "strong":
            return Style.color.lineStrong;
        case "sunken":
            return Style.color.sunken;
        case "success":
            return Style.color.successTint;
        default:
            return Style.color.cardLine;
        }
    }

    width: parent ? parent.width : implicitWidth
    implicitHeight: column.height + 2 * card.verticalPadding

    Rectangle {
        anchors.fill: parent
        visible: !card.provisional
        color: card.ground
        radius: card.radius
        border.color: card.edge
        border.width: card.tone === "error" ? Style.border.notice : card.tone === "strong" ? Style.border.control : Style.border.divider
    }
    Loader {
        anchors.fill: parent
        active: card.provisional
        sourceComponent: DashedFrame {
            color: Style.color.warnLine
            fill: card.ground
            stroke: Style.border.notice
            radius: card.radius
        }
    }
    Column {
        id: column

        x: card.padding
        y: card.verticalPadding
        width: card.width - 2 * card.padding
    }
}
