// One of the five levels: a plain face, the word, the stars in words. The whole row is the target.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    property string iconName: ""
    property int stars: 5
    property bool chosen: false

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.primaryButton, words.height + 2 * Style.space.s16)
    description: qsTr("%1 星，第 %2 项，共 5 项").arg(row.stars).arg(6 - row.stars)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: row.chosen

    FieldBox {
        anchors.fill: parent
        z: -1
        active: row.chosen
        pressed: row.pressed
    }
    Icon {
        id: face

        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        name: row.iconName
        size: Style.size.statusLarge
        color: row.chosen ? Style.color.primary : Style.color.ink2
    }
    Label {
        id: words

        anchors.left: face.right
        anchors.leftMargin: Style.space.s28
        anchors.right: count.left
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter
        role: "heading"
        text: row.text
        Accessible.ignored: true
    }
    Label {
        id: count

        anchors.right: tick.left
        anchors.rightMargin: Style.space.s20
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%1 星").arg(row.stars)
        color: Style.color.ink2
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Item {
        id: tick

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.iconSmall
        height: Style.size.iconSmall

        Icon {
            name: row.chosen ? "check" : ""
        }
    }
}
