// One question of a form page, drawn by its kind. Never judges the answer; says what the person did.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

FieldFrame {
    id: field

    required property string name
    required property string kind
    required property string value
    required property var options
    required property int max_length
    required property string unit
    required property int year_from
    required property int year_to
    required property var ways
    required property bool rare
    property string active: ""
    readonly property bool numeric: ["number", "phone", "digits", "id-number"].includes(field.kind)
    readonly property bool many: field.options.length > 7

    signal edited(string value)
    signal activated
    signal picking(string what)
    signal scanning
    signal supplied(string way)

    // Brings up whatever the question is answered with.
    function takeFocus() {
        const part = loader.item as Item;
        field.activated();
        if (part instanceof TextEntry)
            (part as TextEntry).takeFocus();
        else if (part instanceof AddressField)
            (part as AddressField).takeFocus();
    }

    Column {
        width: parent.width
        spacing: Style.space.targetGapMiddle

        Loader {
            id: loader

            width: parent.width
            sourceComponent: field.numeric ? digits : field.kind === "date" ? date : field.kind === "choice" ? (field.many ? pick : choice) : field.kind === "address" ? address : field.kind === "file" ? file : words
        }
        // Loaded, as all that few questions have.
        Loader {
            width: parent.width
            active: field.rare
            visible: active
            sourceComponent: OutlineButton {
                objectName: "form.rare." + field.name
                small: true
                text: qsTr("有打不出来的字")
                iconName: "search"
                onTapped: field.picking("rare")
            }
        }
    }
    Component {
        id: words

        TextEntry {
            name: "form.field." + field.name
            label: field.label
            value: field.value
            maxLength: field.max_length
            wrong: field.wrong
            advice: field.advice
            onEdited: text => field.edited(text)
            onEntered: field.activated()
        }
    }
    Component {
        id: digits

        DigitsField {
            objectName: "form.field." + field.name
            label: field.label
            value: field.value
            phone: field.kind === "phone"
            counted: field.kind !== "number"
            unit: field.unit
            advice: field.advice
            active: field.active === field.name
            wrong: field.wrong
            onTapped: field.activated()
        }
    }
    Component {
        id: date

        PickField {
            objectName: "form.field." + field.name
            label: field.label
            value: field.value === "" ? "" : Texts.date(field.value)
            placeholder: qsTr("点这里选日期")
            iconName: "calendar-time"
            advice: field.advice
            wrong: field.wrong
            onTapped: field.picking("date")
        }
    }
    Component {
        id: choice

        ChoiceList {
            name: field.name
            value: field.value
            options: field.options
            onChosen: value => field.edited(value)
        }
    }
    Component {
        id: pick

        PickField {
            objectName: "form.field." + field.name
            label: field.label
            value: field.options.find(option => option.value === field.value)?.label ?? ""
            placeholder: qsTr("点这里选，共 %1 项").arg(field.options.length)
            iconName: "list-check"
            advice: field.advice
            wrong: field.wrong
            onTapped: field.picking("choice")
        }
    }
    Component {
        id: address

        AddressField {
            name: field.name
            label: field.label
            value: field.value
            options: field.options
            advice: field.advice
            maxLength: field.max_length
            wrong: field.wrong
            onEdited: text => field.edited(text)
            onEntered: field.activated()
            onPickRegion: field.picking("region")
        }
    }
    Component {
        id: file

        FileField {
            name: field.name
            label: field.label
            value: field.value
            ways: field.ways
            wrong: field.wrong
            onOpened: field.scanning()
            onSupplied: way => field.supplied(way)
        }
    }
}
