// A number or telephone number, typed on the keypad of the page: digits large, a caret, how many there are.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: field

    property string value: ""
    property bool phone: false
    property bool active: false
    // How many there are matters, as of a telephone number.
    property bool counted: field.phone
    property bool wrong: false
    property string unit: ""
    property string label: ""
    property string advice: ""
    readonly property string shown: field.phone ? Texts.grouped(field.value) : field.value
    readonly property string note: field.counted ? qsTr("已填 %1 位").arg(field.value.length) : field.unit

    width: parent ? parent.width : implicitWidth
    implicitHeight: Style.size.field
    text: field.label
    description: [field.counted ? field.note : field.value + " " + field.unit, field.advice].filter(words => words.trim() !== "").join("，")
    Accessible.role: Accessible.EditableText
    onActiveFocusChanged: if (field.activeFocus && !field.active)
        field.tapped()
    Keys.priority: Keys.BeforeItem
    Keys.onReturnPressed: event => event.accepted = false
    Keys.onEnterPressed: event => event.accepted = false
    Keys.onSpacePressed: event => event.accepted = false

    FieldBox {
        anchors.fill: parent
        z: -1
        active: field.active
        wrong: field.wrong
        pressed: field.pressed && !field.active
    }
    Label {
        id: digits

        objectName: "digits"
        x: Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        role: "input"
        text: field.shown
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Rectangle {
        id: caret

        x: digits.x + digits.implicitWidth + Style.space.s8
        anchors.verticalCenter: parent.verticalCenter
        visible: field.active
        width: Style.size.caret
        height: digits.font.pixelSize
        color: Style.color.primary
    }
    Label {
        x: field.active ? caret.x + Style.space.s28 : Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        visible: field.value === ""
        role: "body"
        text: !field.active ? qsTr("点这里填") : Style.landscape ? qsTr("用旁边的数字键填") : qsTr("用下面的数字键填")
        color: Style.color.ink3
        Accessible.ignored: true
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        role: "step"
        text: field.value === "" && field.counted ? "" : field.note
        color: Style.color.ink2
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
