// The search field: on the home page a button that looks like the field, on the search page the field itself.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: field

    property bool live: false
    property alias text: input.text
    // What stands in the field, letters that are still being spelled included: results come from the first letter on.
    readonly property string typed: input.text + input.preeditText.replace(/[ ']/g, "")

    signal tapped
    signal edited(string text)

    onTypedChanged: if (field.live)
        field.edited(field.typed)

    function takeFocus() {
        input.forceActiveFocus();
    }

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.field, placeholder.height + 2 * Style.space.s16)
    radius: Style.radius.card
    color: Style.color.surface
    border.width: input.activeFocus ? Style.border.selected : Style.border.control
    border.color: input.activeFocus ? Style.color.primary : Style.color.lineStrong

    Icon {
        id: glass

        x: Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: Style.size.icon
    }
    Label {
        id: placeholder

        anchors.left: glass.right
        anchors.leftMargin: Style.space.s24
        anchors.right: pill.visible ? pill.left : parent.right
        anchors.rightMargin: Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        visible: input.text === "" && input.preeditText === ""
        role: "bodyLarge"
        text: qsTr("搜事项，例如“养老金”")
        color: Style.color.ink3
        Accessible.ignored: true
    }
    TextInput {
        id: input

        objectName: "searchInput"
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.left: placeholder.left
        anchors.right: placeholder.right
        visible: field.live
        enabled: field.live
        color: Style.color.ink
        selectionColor: Style.color.primaryTint
        selectedTextColor: Style.color.ink
        font.family: Style.family
        font.pixelSize: Style.type.cardLabel.pixels
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        activeFocusOnTab: field.live
        maximumLength: 40
        selectByMouse: false
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        Accessible.role: Accessible.EditableText
        Accessible.name: placeholder.text
        onSelectedTextChanged: input.deselect() // whatever keys somebody plugs in: nothing can be copied
    }
    Rectangle {
        id: pill

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        visible: !field.live
        width: pillRow.width + 2 * Style.space.s28
        height: Style.size.target
        radius: Style.radius.button
        color: button.pressed ? Style.color.surface : Style.color.primaryTint

        Row {
            id: pillRow

            anchors.centerIn: parent
            spacing: Style.space.s12

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "pencil"
            }
            Label {
                id: pillWords

                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("拼音输入")
                color: Style.color.primary
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    Tappable {
        id: button

        objectName: "searchButton"
        anchors.fill: parent
        visible: !field.live
        text: placeholder.text
        description: pillWords.text
        radius: field.radius
        onTapped: field.tapped()
    }
}
