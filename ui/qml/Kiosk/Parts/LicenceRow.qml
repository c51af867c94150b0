// A licence in the wallet: icon, name, holder and validity, and its status as shape and word. Touch it to show it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Tappable {
    id: row

    required property string licence_id
    required property string name
    required property string holder
    required property string status
    required property string valid_to
    required property string icon
    readonly property bool holds: row.status === "valid" || row.status === "expiring"

    objectName: "licence." + row.licence_id
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.choiceCard, words.height + 2 * Style.space.s24)
    radius: Style.radius.card
    enabledHere: row.holds
    text: row.name
    description: details.text + "，" + tag.text
    onTapped: Licences.choose(row.licence_id)

    Rectangle {
        anchors.fill: parent
        z: -1
        radius: row.radius
        color: row.pressed ? Style.color.primaryTint : Style.color.surface
        border.width: Style.border.divider
        border.color: Style.color.cardLine
    }
    Icon {
        id: sign

        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        name: row.icon === "" ? "license" : row.icon
        size: Style.size.iconLarge
    }
    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Style.space.s28
        anchors.right: tag.left
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: "cardLabel"
            text: row.name
            Accessible.ignored: true
        }
        Label {
            id: details

            width: parent.width
            role: "step"
            text: row.valid_to === "" ? row.holder : qsTr("%1 · 有效期到 %2").arg(row.holder).arg(Texts.date(row.valid_to))
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
    LicenceTag {
        id: tag

        anchors.right: chevron.left
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        licenceStatus: row.status
    }
    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s28
        anchors.verticalCenter: parent.verticalCenter
        visible: row.holds
        name: "chevron-right"
    }
}
