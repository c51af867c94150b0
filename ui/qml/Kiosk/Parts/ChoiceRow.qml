// One possible answer; the whole row is the target. Chosen: filled mark with a tick, and a thick border.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: row

    property bool chosen: false
    property int place: 1
    property int of: 1

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.choiceRow, words.height + 2 * Style.space.s20)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: row.chosen
    description: qsTr("第 %1 项，共 %2 项").arg(row.place).arg(row.of)

    FieldBox {
        anchors.fill: parent
        z: -1
        active: row.chosen
        pressed: row.pressed
    }
    Rectangle {
        id: mark

        x: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.choiceBox
        height: Style.size.choiceBox
        radius: width / 2
        color: row.chosen ? Style.color.primary : Style.color.surface
        border.width: Style.border.control
        border.color: row.chosen ? Style.color.primary : Style.color.lineStrong

        Loader {
            anchors.centerIn: parent
            active: row.chosen
            sourceComponent: Icon {
                name: "check"
                color: Style.color.onPrimary
            }
        }
    }
    Label {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Style.space.s28
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        role: "cardLabel"
        text: row.text
        Accessible.ignored: true
    }
}
