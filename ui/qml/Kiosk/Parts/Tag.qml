// A small word on a tint, with a shape when it is a status. Never a target. Part of the name of the row it stands in,
// unless it stands alone.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: tag

    property string text: ""
    property string tone: "neutral"
    property string status: ""
    property bool alone: false
    readonly property color words: tag.wordsOf(tag.tone)

    function wordsOf(tone: string): color {
        switch (tone) {
        case "success":
            return Style.color.success;
        case "warn":
            return Style.color.warn;
        case "error":
            return Style.color.error;
        case "primary":
            return Style.color.primary;
        default:
            return Style.color.ink2;
        }
    }

    function groundOf(tone: string): color {
        switch (tone) {
        case "success":
            return Style.color.successTint;
        case "warn":
            return Style.color.warnTint;
        case "error":
            return Style.color.errorTint;
        case "primary":
            return Style.color.primaryTint;
        default:
            return Style.color.sunken;
        }
    }

    implicitWidth: row.width + 2 * Style.space.s16
    implicitHeight: Math.max(Style.size.tag, row.height + Style.space.s8)
    radius: Style.radius.tag
    color: tag.groundOf(tag.tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: tag.text
    Accessible.ignored: !tag.alone

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Style.space.s8

        StatusShape {
            anchors.verticalCenter: parent.verticalCenter
            status: tag.status
            size: Style.size.statusSmall
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            role: tag.status === "" ? "label" : "labelStrong"
            text: tag.text
            color: tag.words
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
