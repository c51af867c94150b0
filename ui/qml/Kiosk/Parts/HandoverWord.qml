// A code between terminal and desk, in two groups; read aloud letter by letter.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: word

    property string code: ""
    property int places: 8
    property bool typing: false
    property bool wrong: false
    readonly property int half: word.places / 2
    readonly property string shown: word.code.slice(0, word.half) + (word.code.length > word.half ? " " + word.code.slice(word.half) : "")

    objectName: "handoverWord"
    width: parent ? parent.width : implicitWidth
    implicitHeight: Style.size.codeBoxHeight
    activeFocusOnTab: word.typing
    Accessible.role: word.typing ? Accessible.EditableText : Accessible.StaticText
    Accessible.focusable: word.typing
    Accessible.name: word.typing ? qsTr("办理码") : qsTr("办理码：%1").arg(word.code.split("").join(" "))
    Accessible.description: word.typing ? qsTr("已填 %1 位，共 %2 位").arg(word.code.length).arg(word.places) : ""

    FieldBox {
        anchors.fill: parent
        active: word.typing
        wrong: word.wrong
    }
    Label {
        objectName: "handoverCode"
        anchors.centerIn: parent
        role: "number"
        text: word.shown
        Accessible.ignored: true
    }
}
