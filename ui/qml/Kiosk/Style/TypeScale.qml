// The type scale of the standard citizen screen.
import QtQml

QtObject {
    id: scale

    readonly property TextRole display: TextRole { pixels: 64; line: 80; bold: true }
    readonly property TextRole title: TextRole { pixels: 60; line: 76; bold: true }
    readonly property TextRole titleSmall: TextRole { pixels: 56; line: 72; bold: true }
    readonly property TextRole dialogTitle: TextRole { pixels: 48; line: 62; bold: true }
    readonly property TextRole heading: TextRole { pixels: 38; line: 52; bold: true }
    readonly property TextRole cardLabel: TextRole { pixels: 36; line: 46; bold: true }
    readonly property TextRole bodyStrong: TextRole { pixels: 34; line: 46; bold: true }
    readonly property TextRole bodyLarge: TextRole { pixels: 34; line: 50 }
    readonly property TextRole body: TextRole { pixels: 32; line: 46 }
    readonly property TextRole step: TextRole { pixels: 30; line: 40 }
    readonly property TextRole stepStrong: TextRole { pixels: 30; line: 40; bold: true }
    readonly property TextRole label: TextRole { pixels: 28; line: 38 }
    readonly property TextRole labelStrong: TextRole { pixels: 28; line: 38; bold: true }
    readonly property TextRole input: TextRole { pixels: 54; line: 64; bold: true }
    readonly property TextRole key: TextRole { pixels: 50; line: 64; bold: true }
    readonly property TextRole number: TextRole { pixels: 72; line: 92; bold: true }
    readonly property TextRole numberLarge: TextRole { pixels: 96; line: 120; bold: true }
    readonly property TextRole button: TextRole { pixels: 38; line: 48; bold: true }
    readonly property TextRole buttonSmall: TextRole { pixels: 34; line: 44; bold: true }
    readonly property var roles: ({
            "display": display,
            "title": title,
            "titleSmall": titleSmall,
            "dialogTitle": dialogTitle,
            "heading": heading,
            "cardLabel": cardLabel,
            "bodyStrong": bodyStrong,
            "bodyLarge": bodyLarge,
            "body": body,
            "step": step,
            "stepStrong": stepStrong,
            "label": label,
            "labelStrong": labelStrong,
            "input": input,
            "key": key,
            "number": number,
            "numberLarge": numberLarge,
            "button": button,
            "buttonSmall": buttonSmall
        })

    function role(name: string): var {
        return scale.roles[name];
    }
}
