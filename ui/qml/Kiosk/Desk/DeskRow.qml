// One line of a table: state, number, whose (masked), what, when.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Tappable {
    id: line

    required property DeskTexts texts
    required property var columns
    required property string row_id
    required property string standing
    required property string reference
    required property string name
    required property string item
    required property double at
    required property string ledger
    required property int copy
    readonly property bool here: Workbench.chosen.row_id === line.row_id
    readonly property string subject: line.item !== "" ? line.item : line.texts.ledger(line.ledger)
    readonly property string matter: line.copy > 0 ? qsTr("%1（补打第 %2 次）").arg(line.subject).arg(line.copy) : line.subject
    readonly property string when: line.at > 0 ? Qt.formatDateTime(new Date(line.at * 1000), "MM-dd HH:mm") : "—"

    objectName: "deskRow." + line.row_id
    implicitHeight: Math.max(Style.size.target, Math.max(what.height, whose.height) + 2 * Style.space.s12)
    radius: 0
    text: [line.texts.state(line.standing), line.reference, line.name, line.matter].filter(words => words !== "").join("，")
    onTapped: Workbench.choose(line.row_id)

    Rectangle {
        anchors.fill: parent
        z: -1
        color: line.here || line.pressed ? Style.color.primaryTint : Style.color.surface

        Rectangle {
            visible: line.here
            width: Style.space.s8
            height: parent.height
            color: Style.color.primary
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Style.border.divider
            color: Style.color.line
        }
    }
    StatusShape {
        x: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        status: line.texts.status(line.standing)
        size: Style.size.statusSmall
    }
    DeskCell {
        x: line.columns[0]
        width: line.columns[1] - x - Style.space.s16
        role: "labelStrong"
        text: line.texts.state(line.standing)
        color: line.texts.ink(line.texts.status(line.standing))
    }
    DeskCell {
        x: line.columns[1]
        width: Math.max(0, line.columns[2] - x - Style.space.s16)
        text: line.reference
    }
    DeskCell {
        id: whose

        x: line.columns[2]
        width: line.columns[3] - x - Style.space.s16
        text: line.name === "" ? "—" : line.name
    }
    DeskCell {
        id: what

        x: line.columns[3]
        width: line.columns[4] - x - Style.space.s16
        role: "labelStrong"
        text: line.matter
    }
    DeskCell {
        visible: width > 0
        x: line.columns[4]
        width: line.width - x - Style.space.s16
        text: line.when
        color: Style.color.ink2
    }
}
