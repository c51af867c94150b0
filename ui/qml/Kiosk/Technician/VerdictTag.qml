// How a check ended, in a word; what is simulated is striped and never looks like what passed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Rectangle {
    id: tag

    property string text: ""
    property string tone: "neutral"
    property bool simulated: false
    readonly property color words: tag.tone === "success" ? Style.color.success : tag.tone === "warn" ? Style.color.warn : tag.tone === "error" ? Style.color.error : tag.tone === "primary" ? Style.color.primary : Style.color.ink2
    readonly property color ground: tag.tone === "success" ? Style.color.successTint : tag.tone === "warn" ? Style.color.warnTint : tag.tone === "error" ? Style.color.errorTint : tag.tone === "primary" ? Style.color.primaryTint : Style.color.sunken

    visible: tag.text !== ""
    implicitWidth: label.implicitWidth + 2 * Style.space.s24
    implicitHeight: Style.size.tag + Style.space.s8
    radius: Style.radius.tag
    color: tag.ground
    border.width: Style.border.divider
    border.color: tag.simulated ? Style.color.primary : tag.ground
    clip: true
    Accessible.role: Accessible.StaticText
    Accessible.name: tag.text

    Repeater {
        model: tag.simulated ? Math.ceil(tag.width / Style.space.s12) + 2 : 0

        Rectangle {
            required property int index

            x: (index - 1) * Style.space.s12
            y: -Style.space.s16
            width: Style.border.control
            height: tag.height + 2 * Style.space.s16
            rotation: 24
            color: Style.color.primary
            opacity: 0.35
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: label.implicitWidth + Style.space.s16
        height: parent.height - Style.space.s12
        radius: Style.radius.tag
        color: tag.ground
    }
    Label {
        id: label

        anchors.centerIn: parent
        role: "labelStrong"
        text: tag.text
        color: tag.words
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
