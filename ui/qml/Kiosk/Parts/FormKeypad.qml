// The number keypad of a form: what it types goes into the field that is active, never more than the field may hold.
import QtQuick
import Kiosk.ViewModels

NumericKeypad {
    id: pad

    property FormField field: null
    readonly property int most: !pad.field ? 0 : pad.field.kind === "phone" ? 11 : pad.field.max_length > 0 ? pad.field.max_length : 14

    function type(character: string) {
        if (!pad.field)
            return;
        const value = pad.field.value;
        const second = character === "." && (value === "" || value.includes("."));
        const early = character === "X" && value.length !== pad.most - 1;
        if (value.length < pad.most && !second && !early)
            Form.change(pad.field.name, value + character);
    }

    function put(value: string) {
        if (pad.field)
            Form.change(pad.field.name, value);
    }

    point: pad.field?.kind === "number"
    letterX: pad.field?.kind === "id-number"
    onDigit: d => pad.type(d)
    onClear: pad.put("")
    onBackspace: pad.put(pad.field?.value.slice(0, -1) ?? "")
}
