// The type scale of the citizen's screens at each text size; line height is 1.3 and more, for elders 1.35.
import QtQml

QtObject {
    id: scale

    // Which text size: 0 standard, 1 large, 2 that of 长辈版, 3 the largest there.
    property int grade: 0
    readonly property TextRole display: TextRole { at: scale.grade; sizes: [64, 68, 76, 76]; lines: [80, 86, 98, 98]; bold: true }
    readonly property TextRole title: TextRole { at: scale.grade; sizes: [60, 64, 72, 72]; lines: [76, 82, 92, 92]; bold: true }
    readonly property TextRole titleSmall: TextRole { at: scale.grade; sizes: [56, 60, 66, 66]; lines: [72, 76, 84, 84]; bold: true }
    readonly property TextRole dialogTitle: TextRole { at: scale.grade; sizes: [48, 52, 60, 60]; lines: [62, 68, 78, 78]; bold: true }
    readonly property TextRole heading: TextRole { at: scale.grade; sizes: [38, 44, 52, 52]; lines: [52, 58, 68, 68]; bold: true }
    readonly property TextRole choice: TextRole { at: scale.grade; sizes: [36, 42, 60, 60]; lines: [46, 54, 76, 76]; bold: true }
    readonly property TextRole cardLabel: TextRole { at: scale.grade; sizes: [36, 42, 50, 50]; lines: [46, 54, 66, 66]; bold: true }
    readonly property TextRole bodyStrong: TextRole { at: scale.grade; sizes: [34, 40, 46, 48]; lines: [46, 54, 62, 64]; bold: true }
    readonly property TextRole bodyLarge: TextRole { at: scale.grade; sizes: [34, 40, 48, 50]; lines: [50, 56, 66, 68] }
    readonly property TextRole body: TextRole { at: scale.grade; sizes: [32, 38, 44, 48]; lines: [46, 52, 60, 65] }
    readonly property TextRole step: TextRole { at: scale.grade; sizes: [30, 36, 42, 44]; lines: [40, 48, 58, 60] }
    readonly property TextRole stepStrong: TextRole { at: scale.grade; sizes: [30, 36, 42, 44]; lines: [40, 48, 58, 60]; bold: true }
    readonly property TextRole label: TextRole { at: scale.grade; sizes: [28, 34, 42, 44]; lines: [38, 46, 57, 60] }
    readonly property TextRole labelStrong: TextRole { at: scale.grade; sizes: [28, 34, 42, 44]; lines: [38, 46, 57, 60]; bold: true }
    readonly property TextRole input: TextRole { at: scale.grade; sizes: [54, 58, 64, 64]; lines: [64, 70, 78, 78]; bold: true }
    readonly property TextRole key: TextRole { at: scale.grade; sizes: [50, 52, 60, 60]; lines: [64, 66, 76, 76]; bold: true }
    readonly property TextRole number: TextRole { at: scale.grade; sizes: [72, 76, 84, 84]; lines: [92, 98, 108, 108]; bold: true }
    readonly property TextRole numberLarge: TextRole { at: scale.grade; sizes: [96, 100, 108, 108]; lines: [120, 126, 136, 136]; bold: true }
    readonly property TextRole button: TextRole { at: scale.grade; sizes: [38, 42, 50, 50]; lines: [48, 54, 66, 66]; bold: true }
    readonly property TextRole buttonSmall: TextRole { at: scale.grade; sizes: [34, 38, 44, 44]; lines: [44, 50, 60, 60]; bold: true }
    readonly property var roles: ({
            "display": display,
            "title": title,
            "titleSmall": titleSmall,
            "dialogTitle": dialogTitle,
            "heading": heading,
            "choice": choice,
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
