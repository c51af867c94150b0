// Words, typed on the on-screen keyboard; one line, or a few lines for an address.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

FieldBox {
    id: field

    property string value: ""
    property bool lines: false
    // Letters and digits as they stand on the keys, nothing spelled.
    property bool latin: false
    // Dots in place of what is typed.
    property bool secret: false
    property int maxLength: 0
    property string label: ""
    property string advice: ""
    property string name: ""
    property string prompt: qsTr("点这里填")
    readonly property bool editing: input.activeFocus

    signal edited(string text)
    signal entered

    function takeFocus() {
        input.forceActiveFocus();
        Qt.inputMethod.show(); // qmllint disable missing-property
    }

    // What is being typed here is newer than any view.
    function adopt() {
        if (input.text !== field.value && input.preeditText === "")
            input.text = field.value;
    }

    active: input.activeFocus
    implicitHeight: field.lines ? Style.size.addressBox : Style.size.field
    onValueChanged: field.adopt()
    Component.onCompleted: field.adopt()

    Label {
        anchors.fill: input
        anchors.leftMargin: Style.space.s36
        anchors.rightMargin: Style.space.s36
        anchors.topMargin: Style.space.s20
        anchors.bottomMargin: Style.space.s20
        visible: input.text === "" && input.preeditText === "" && !input.activeFocus
        verticalAlignment: field.lines ? Text.AlignTop : Text.AlignVCenter
        text: field.prompt
        color: Style.color.ink3
        Accessible.ignored: true
    }
    TextInput {
        id: input

        objectName: field.name
        anchors.fill: parent
        leftPadding: Style.space.s36
        rightPadding: Style.space.s36
        topPadding: Style.space.s20
        bottomPadding: Style.space.s20
        color: Style.color.ink
        selectionColor: Style.color.primaryTint
        selectedTextColor: Style.color.ink
        font.family: Style.family
        font.pixelSize: field.lines ? Style.type.cardLabel.pixels : Style.type.dialogTitle.pixels
        font.weight: Font.Bold
        verticalAlignment: field.lines ? TextInput.AlignTop : TextInput.AlignVCenter
        wrapMode: field.lines ? TextInput.WrapAnywhere : TextInput.NoWrap
        clip: true
        activeFocusOnTab: true
        echoMode: field.secret ? TextInput.Password : TextInput.Normal
        maximumLength: field.maxLength > 0 ? field.maxLength : 200
        selectByMouse: false
        inputMethodHints: (field.latin ? Qt.ImhLatinOnly : Qt.ImhNone) | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        Accessible.role: Accessible.EditableText
        Accessible.name: field.label
        Accessible.description: field.advice
        onTextEdited: field.edited(input.text)
        onSelectedTextChanged: input.deselect() // whatever keys somebody plugs in: nothing can be copied
        onAccepted: Qt.inputMethod.hide() // qmllint disable missing-property
        onActiveFocusChanged: if (input.activeFocus)
            field.entered()
        cursorDelegate: Rectangle {
            visible: input.activeFocus
            width: Style.size.caret
            color: Style.color.primary
        }
    }
}
