// A case or a draft in the list: shape, service, how it stands. Touch it to see what is next.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    required property string row_id
    required property string name
    required property string status
    required property string standing
    required property string said
    required property string time
    property string words: ""
    property string when: ""

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.choiceCard, column.height + 2 * Style.space.s24)
    radius: Style.radius.card
    text: row.name
    description: wording.text

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: row.radius
        color: row.pressed ? Style.color.primaryTint : Style.color.surface
        border.width: Style.border.divider
        border.color: Style.color.cardLine
    }
    StatusShape {
        id: shape

        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        status: row.status
        size: Style.size.timelineShape
    }
    Column {
        id: column

        anchors.left: shape.right
        anchors.leftMargin: Style.space.s28
        anchors.right: chevron.left
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: "cardLabel"
            text: row.name
            Accessible.ignored: true
        }
        Label {
            id: wording

            width: parent.width
            role: "step"
            text: row.when === "" ? row.words : row.words + " · " + row.when
            color: row.status === "attention" || row.status === "waiting" ? Style.color.warn : Style.color.ink2
            Accessible.ignored: true
        }
    }
    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s28
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
    }
}
