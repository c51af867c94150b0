// One form page: what is known, the questions, what is missing; dates, lists, rare characters in the same frame.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    property string active: ""
    property FormField picked: null
    property string picking: ""
    readonly property FormField activeField: page.fieldOf(page.active)
    readonly property bool keypadOpen: page.activeField !== null && page.activeField.numeric && page.picking === ""
    readonly property bool noticed: (Form.errorCount > 0 || Keeping.earlier) && page.picking === "" && page.keyboardHeight === 0 && !(page.tight && Style.large)
    // Beside the questions, while nothing to write with stands there.
    readonly property bool aside: page.beside !== null && !page.tight && page.picking === ""
    readonly property bool tight: page.keypadOpen || page.keyboardHeight > 0
    // Every question of this page was before the person once, or its answers were looked through: nothing more to turn to.
    property bool seenAll: false
    readonly property int number: Form.page
    // Are all questions made? Those of later screens come while the first is being read.
    readonly property bool whole: fields.count === Form.fieldCount
    readonly property bool last: page.whole && page.paging.at + 1 === page.paging.screens
    readonly property bool more: !page.seenAll && !Form.returning && !page.last

    function fieldOf(name: string): FormField {
        for (let n = 0; n < fields.count; n++) {
            const field = fields.itemAt(n) as FormField;
            if (field && field.name === name)
                return field;
        }
        return null;
    }

    function activate(name: string) {
        const field = page.fieldOf(name);
        if (field?.numeric)
            page.closeKeyboard();
        page.active = name;
        if (field)
            page.paging.reveal(field);
    }

    function closeKeyboard() {
        Qt.inputMethod.commit(); // qmllint disable missing-property
        Qt.inputMethod.hide(); // qmllint disable missing-property
        if (page.Window.activeFocusItem instanceof TextInput)
            page.forceActiveFocus();
    }

    function goTo(name: string) {
        const field = page.fieldOf(name);
        if (field)
            page.paging.reveal(field);
        field?.takeFocus();
    }

    // A new page, or new errors: to the field the session names; else a number that comes first gets its keypad.
    function settle() {
        page.closePicker();
        page.active = "";
        const first = fields.count > 0 ? fields.itemAt(0) as FormField : null;
        const named = page.fieldOf(Form.focus);
        if (named && Form.errorCount > 0 && !named.numeric)
            page.paging.reveal(named);
        else if (named)
            page.goTo(named.name);
        else if (first && first.numeric)
            page.activate(first.name);
    }

    function openPicker(field: FormField, what: string) {
        page.closeKeyboard();
        page.active = "";
        page.picked = field;
        page.picking = what;
    }

    function closePicker() {
        page.closeKeyboard();
        page.picking = "";
        page.picked = null;
    }

    function answer(value: string) {
        const field = page.picked;
        if (!field)
            return;
        const old = field.options.find(option => page.picking === "region" && field.value.startsWith(option.label));
        const rest = page.picking === "region" ? field.value.slice(old ? old.label.length : 0) : "";
        const chosen = page.picking === "region" ? field.options.find(option => option.value === value).label : page.picking === "rare" ? field.value + value : value;
        Form.change(field.name, chosen + rest);
        page.closePicker();
    }

    function next() {
        page.closeKeyboard();
        if (page.more) {
            page.paging.turn(1);
            return;
        }
        page.seenAll = true;
        Form.next();
    }

    objectName: "formScreen"
    title: page.picked ? page.picked.label : Form.title
    titleRole: !page.tight ? "title" : Style.large ? "heading" : "titleSmall"
    keyboardAllowed: Form.words || page.picking !== ""
    onNumberChanged: page.seenAll = false
    Component.onCompleted: Qt.callLater(page.settle)
    onTurned: {
        page.closeKeyboard();
        page.active = "";
        page.seenAll = page.seenAll || page.last;
    }

    above: Loader {
        width: parent.width
        active: page.noticed && !Chrome.lowReach && !page.aside
        visible: active
        sourceComponent: FormNotices {
            onChosen: name => page.goTo(name)
        }
    }

    FormKnown {
        visible: page.picking === ""
        beside: page.aside ? page.beside : null
        // In low reach, too, lest what can be touched in it is out of it.
        noticed: page.noticed && (Chrome.lowReach || page.aside)
        onChosen: name => page.goTo(name)
    }
    Connections {
        function onTurned() {
            Qt.callLater(page.settle);
        }

        target: Form
    }
    Column {
        visible: page.picking === ""
        width: parent.width
        spacing: Style.space.s36

        Card {
            visible: Form.exemptCount > 0
            verticalPadding: Style.space.s4

            Repeater {
                model: Form.exempt

                MaterialLine {
                    required property int index

                    last: index === Form.exemptCount - 1
                }
            }
        }
        // The first screen may hold what is known and no question at all.
        NoteLine {
            objectName: "form.screens"
            visible: page.paging.screens > 1 && !page.tight
            iconName: "list-check"
            color: Style.color.ink
            text: qsTr("这一页有 %1 个问题，分 %2 屏。点“下一屏”接着看。").arg(Form.fieldCount).arg(page.paging.screens)
        }
        Repeater {
            id: fields

            model: Form.fields

            FormField {
                id: field

                required label
                required hint
                required property var model
                readonly property var problem: field.model.error

                active: page.active
                mandatory: field.model.required
                complaint: field.problem ? TaskTexts.formError(field.problem.code, field.problem.label, field.problem.n, field.problem.limit) : ""
                onEdited: value => Form.change(field.name, value)
                onActivated: page.activate(field.name)
                onPicking: what => page.openPicker(field, what)
                onScanning: Form.openScan(field.name)
                onSupplied: way => Form.openWay(field.name, way)
            }
        }
    }
    // Unloaded it would keep its height: a screen more, with nothing on it.
    Loader {
        width: parent.width
        active: page.picking !== ""
        visible: active
        sourceComponent: page.picking === "date" ? datePicker : page.picking === "rare" ? rarePicker : choicePicker
    }
    Component {
        id: datePicker

        DatePicker {
            value: page.picked?.value ?? ""
            yearFrom: page.picked?.year_from ?? 0
            yearTo: page.picked?.year_to ?? 0
            onChosen: iso => page.answer(iso)
        }
    }
    Component {
        id: rarePicker

        RarePicker {
            name: page.picked?.name ?? ""
            room: page.availableHeight
            beside: page.beside
            onChosen: character => page.answer(character)
        }
    }
    Component {
        id: choicePicker

        ChoicePicker {
            name: page.picked?.name ?? ""
            value: page.picked?.value ?? ""
            options: page.picked?.options ?? []
            tight: page.keyboardHeight > 0
            onChosen: value => page.answer(value)
        }
    }

    tray: [
        KeepLine {
            visible: offered && !page.tight && page.picking === ""
        },
        FormKeypad {
            visible: page.keypadOpen
            field: page.activeField
        }
    ]
    footer: ActionBar {
        primaryText: page.more ? qsTr("还没完，看下一屏") : Form.returning ? qsTr("改好了，回去核对") : qsTr("下一步")
        primaryIcon: page.more ? "chevron-right" : ""
        primaryVisible: page.picking === ""
        onPrimary: page.next()
        onBack: page.picking !== "" ? page.closePicker() : page.paging.at > 0 ? page.paging.turn(-1) : Chrome.back()
        onHelp: Chrome.help()
    }
}
