// All tokens of the interface. Nothing outside this folder names a colour, a font size or a duration of its own.
pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

QtObject {
    id: style

    readonly property ColorScheme light: LightColors {}
    readonly property ColorScheme highContrast: HighContrastColors {}
    readonly property ColorScheme color: Chrome.highContrast ? highContrast : light
    readonly property TypeScale type: TypeScale {}
    readonly property Spaces space: Spaces {}
    readonly property Radii radius: Radii {}
    readonly property Borders border: Borders {}
    readonly property Sizes size: Sizes {}
    readonly property Times time: Times {}
    readonly property string family: Chrome.language === "zh-Hant" ? "Noto Sans CJK TC" : "Noto Sans CJK SC"

    // Colour of a status shape.
    function statusColor(status: string): color {
        switch (status) {
        case "ok":
            return style.color.success;
        case "waiting":
        case "attention":
            return style.color.warnLine;
        case "progress":
            return style.color.primary;
        case "error":
            return style.color.error;
        default:
            return style.color.lineStrong;
        }
    }
}
