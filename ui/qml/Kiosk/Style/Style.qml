// All tokens of the interface. Nothing outside this folder names a colour, a font size or a duration of its own.
pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

QtObject {
    id: style

    readonly property ColorScheme light: LightColors {}
    readonly property ColorScheme highContrast: HighContrastColors {}
    // Cards with a border that is seen, in elder and low-reach mode.
    readonly property ColorScheme clear: LightColors {
        cardLine: lineStrong
    }
    // At the desk, where nothing is real: colours that nobody takes for the real ones.
    readonly property ColorScheme practice: LightColors {
        canvas: "#FFF4E0"
        sunken: "#FBE3BD"
        navy: "#6A2A00"
        navyPress: "#8A3A05"
        onNavy2: "#FFE0BD"
        primary: "#7A2E00"
        primaryPress: "#5A2200"
        primaryTint: "#FFE9CF"
    }
    property bool training: false
    readonly property ColorScheme color: style.training ? practice : Chrome.highContrast ? highContrast : Chrome.elder || Chrome.lowReach ? clear : light
    // The shape of the screen: set by the window.
    property bool landscape: false
    readonly property bool elder: Chrome.elder
    readonly property int grade: style.elder ? (Chrome.textSize === "largest" ? 3 : 2) : ["standard", "large", "largest"].indexOf(Chrome.textSize)
    // Words so large that fewer of them stand side by side.
    readonly property bool large: style.grade >= 2
    readonly property int columns: style.large ? 2 : 3
    readonly property TypeScale type: TypeScale {
        grade: style.grade
    }
    readonly property Spaces space: Spaces {
        elder: style.elder
        lowReach: Chrome.lowReach
    }
    readonly property Radii radius: Radii {}
    readonly property Borders border: Borders {}
    readonly property Sizes size: Sizes {
        elder: style.elder
        lowReach: Chrome.lowReach
        landscape: style.landscape
    }
    readonly property Times time: Times {
        elder: style.elder
    }
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
