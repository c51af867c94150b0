// One line to type in, with its name above it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Item {
    id: field

    property string label: ""
    property string iconName: ""
    property bool secret: false
    property int most: 40
    property alias text: input.text

    signal edited
    signal accepted

    function takeFocus() {
        input.forceActiveFocus();
    }

    implicitHeight: (name.visible ? name.height + Style.space.s8 : 0) + box.height

    Label {
        id: name

        visible: field.iconName === ""
        width: parent.width
        role: "label"
        text: field.label
        color: Style.color.ink2
        Accessible.ignored: true
    }
    Rectangle {
        id: box

        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.size.target
        radius: Style.radius.button
        color: Style.color.surface
        border.width: input.activeFocus ? Style.border.selected : Style.border.control
        border.color: input.activeFocus ? Style.color.primary : Style.color.lineStrong

        Icon {
            id: sign

            x: Style.space.s20
            anchors.verticalCenter: parent.verticalCenter
            name: field.iconName
        }
        Label {
            anchors.left: input.left
            anchors.right: input.right
            anchors.verticalCenter: parent.verticalCenter
            visible: field.iconName !== "" && input.text === "" && input.preeditText === ""
            role: "label"
            text: field.label
            color: Style.color.ink3
            Accessible.ignored: true
        }
        TextInput {
            id: input

            objectName: field.objectName + "Input"
            anchors.fill: parent
            anchors.leftMargin: sign.visible ? sign.width + Style.space.s32 : Style.space.s20
            anchors.rightMargin: Style.space.s20
            verticalAlignment: TextInput.AlignVCenter
            font.family: Style.family
            font.pixelSize: Style.type.body.pixels
            color: Style.color.ink
            selectionColor: Style.color.primaryTint
            selectedTextColor: Style.color.ink
            selectByMouse: false
            clip: true
            activeFocusOnTab: true
            maximumLength: field.most
            echoMode: field.secret ? TextInput.Password : TextInput.Normal
            passwordCharacter: "●"
            inputMethodHints: field.secret ? Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText : Qt.ImhNoPredictiveText
            Accessible.role: Accessible.EditableText
            Accessible.name: field.label
            onSelectedTextChanged: input.deselect() // somebody's name or number must not get onto the clipboard
            onTextEdited: field.edited()
            onAccepted: field.accepted()
        }
    }
}
