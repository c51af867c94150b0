// A synthetic person's card: the name, and what kind of card it is. Lit while it lies on the reader.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

DockChip {
    id: cell

    required property string person
    required property string name
    required property string kind
    required property string face
    required property bool expired

    function noteOf(kind: string): string {
        switch (kind) {
        case "hmt":
            return qsTr("港澳台");
        case "foreigner-2017":
            return qsTr("外国人 2017");
        case "foreigner-2023":
            return qsTr("外国人 2023");
        default:
            return "";
        }
    }

    word: "card " + cell.person
    back: "card lift"
    target: "reader"
    description: cell.expired ? qsTr("已过期") : cell.face !== "" ? qsTr("有照片") : cell.noteOf(cell.kind)
    text: ""
    Accessible.name: cell.name
    implicitHeight: words.height + 2 * Style.space.s12

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: Style.space.s16
        width: parent.width - 2 * Style.space.s16

        Label {
            width: parent.width
            role: "labelStrong"
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            text: cell.name
            color: !cell.enabledHere ? Style.color.disabled : cell.on ? Style.color.primary : Style.color.ink
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            role: "label"
            wrapMode: Text.NoWrap
            text: [cell.person, cell.description].filter(part => part !== "").join(" · ")
            color: cell.enabledHere ? Style.color.ink2 : Style.color.disabled
            Accessible.ignored: true
        }
    }
}
