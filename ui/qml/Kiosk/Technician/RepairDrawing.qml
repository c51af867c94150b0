// What a step of a repair looks like: a flat drawing, 968 × 600. One active part, the rest grey; arrows are the hand's way.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Style

Rectangle {
    id: board

    // A name of `drawings`.
    property string drawing: ""
    property string text: ""

    // The receipt printer from its side, hinge at the left; the terminal from the front; a plug and its socket.
    readonly property var base: [["body", "M 320 560 L 320 400 L 368 400 A 92 92 0 0 0 552 400 L 680 400 L 680 560 Z"], ["slot", "M 590 400 L 690 400"]]
    readonly property var lidUp: [["body", "M 320 400 L 243 379 L 221 342 L 291 82 L 384 44 L 413 52 Z"]]
    readonly property var lidDown: [["body", "M 320 400 L 320 320 Q 320 290 350 290 L 620 290 Q 680 300 680 370 L 680 400 Z"]]
    readonly property var rollIn: [["paper", "M 460 318 A 82 82 0 1 0 461 318 Z"], ["hole", "M 460 376 A 24 24 0 1 0 461 376 Z"]]
    readonly property var terminal: [["body", "M 334 30 L 634 30 Q 654 30 654 50 L 654 560 L 314 560 L 314 50 Q 314 30 334 30 Z"], ["screen", "M 344 150 L 624 150 L 624 530 L 344 530 Z"]]
    readonly property var lens: [["active", "M 484 56 A 34 34 0 1 0 485 56 Z"], ["glass", "M 484 74 A 16 16 0 1 0 485 74 Z"]]
    readonly property var bigLens: [["body", "M 120 60 L 848 60 L 848 540 L 120 540 Z"], ["active", "M 484 130 A 170 170 0 1 0 485 130 Z"], ["glass", "M 484 210 A 90 90 0 1 0 485 210 Z"]]
    readonly property var reader: [["body", "M 300 250 L 668 250 L 738 480 L 230 480 Z"], ["active", "M 376 300 L 593 300 L 616 422 L 355 422 Z"]]
    readonly property var wall: [["body", "M 560 90 L 850 90 L 850 510 L 560 510 Z"], ["screen", "M 600 240 L 720 240 L 720 360 L 600 360 Z"], ["slot", "M 632 275 L 690 275 M 632 325 L 690 325"]]
    readonly property var drawings: ({
            "open-lid": [...board.base, ...board.lidUp, ["active", "M 700 420 L 730 420 L 730 460 L 700 460 Z"], ["arrow", "M 600 330 A 260 260 0 0 0 470 130 M 470 130 L 480 176 M 470 130 L 516 136"]],
            "take-core": [...board.base, ...board.lidUp, ["active", "M 470 300 A 40 40 0 1 0 471 300 Z"], ["glass", "M 470 318 A 22 22 0 1 0 471 318 Z"], ["arrow", "M 560 330 L 560 170 M 530 204 L 560 170 L 590 204"]],
            "lay-roll": [...board.base, ...board.lidUp, ["active", "M 560 96 A 82 82 0 1 0 561 96 Z"], ["glass", "M 560 154 A 24 24 0 1 0 561 154 Z"], ["strip", "M 566 260 L 700 260 L 716 284"], ["arrow", "M 480 220 L 480 350 M 450 316 L 480 350 L 510 316"]],
            "pull-end": [...board.base, ...board.lidUp, ...board.rollIn, ["strip", "M 466 482 Q 540 478 566 400 L 570 392 L 800 392 L 830 430"], ["arrow", "M 700 340 L 850 340 M 816 310 L 850 340 L 816 370"]],
            "close-lid": [...board.base, ["active", "M 320 400 L 320 320 Q 320 290 350 290 L 620 290 Q 680 300 680 370 L 680 400 Z"], ["strip", "M 680 400 L 760 400 L 780 430"], ["arrow", "M 420 130 L 420 250 M 390 216 L 420 250 L 450 216 M 580 130 L 580 250 M 550 216 L 580 250 L 610 216"]],
            "leave-slip": [...board.base, ...board.lidDown, ["strip", "M 680 396 L 720 380 L 740 410 L 770 376 L 790 404"], ["arrow", "M 730 300 L 880 300 M 846 270 L 880 300 L 846 330"], ["no", "M 740 236 L 870 364 M 870 236 L 740 364"]],
            "take-scraps": [...board.base, ...board.lidUp, ...board.rollIn, ["strip", "M 552 396 L 570 372 L 588 398 L 606 370 L 624 394"], ["active", "M 640 250 L 700 230 L 730 280 L 690 310 L 644 296 Z"], ["arrow", "M 590 350 L 590 180 M 560 214 L 590 180 L 620 214"], ["cut", "M 640 400 L 700 400"]],
            "tear-straight": [...board.base, ...board.lidUp, ...board.rollIn, ["strip", "M 466 482 Q 540 478 566 400 L 570 392 L 740 392"], ["cut", "M 750 330 L 750 450"], ["strip", "M 790 392 L 810 372 L 830 402 L 850 370 L 870 396"]],
            "free-lens": [...board.terminal, ...board.lens, ["paper", "M 560 60 L 640 40 L 660 110 L 580 130 Z"], ["arrow", "M 690 90 L 820 70 M 782 50 L 820 70 L 790 102"]],
            "wipe-lens": [...board.bigLens, ["paper", "M 470 290 Q 560 250 640 300 L 760 420 Q 700 500 600 490 L 480 400 Z"], ["arrow", "M 400 190 A 150 150 0 0 0 360 380 M 330 350 L 360 380 L 382 340"]],
            "light-lens": [...board.terminal, ...board.lens, ["active", "M 100 120 L 220 120 L 190 60 L 130 60 Z"], ["arrow", "M 110 160 L 90 200 M 160 164 L 160 210 M 210 160 L 230 200"], ["screen", "M 740 80 L 900 80 L 900 300 L 740 300 Z M 820 80 L 820 300 M 740 190 L 900 190"]],
            "plug-camera": [...board.wall, ["active", "M 300 240 L 440 240 L 440 360 L 300 360 Z M 440 270 L 500 270 L 500 330 L 440 330 Z"], ["cable", "M 300 300 Q 180 300 160 420 L 150 540"], ["glass", "M 370 274 A 26 26 0 1 0 371 274 Z"], ["arrow", "M 350 190 L 520 190 M 486 160 L 520 190 L 486 220 M 520 420 L 350 420 M 384 390 L 350 420 L 384 450"]],
            "clear-plate": [...board.reader, ["paper", "M 390 120 L 520 96 L 536 180 L 406 204 Z"], ["paper", "M 590 70 L 640 80 L 620 200 L 570 190 Z"], ["arrow", "M 480 280 L 440 230 M 540 280 L 580 226 M 700 200 L 800 140 M 754 138 L 800 140 L 778 180"]],
            "unplug-reader": [...board.wall, ["active", "M 260 240 L 400 240 L 400 360 L 260 360 Z M 400 270 L 460 270 L 460 330 L 400 330 Z"], ["cable", "M 260 300 Q 150 300 130 420 L 120 540"], ["arrow", "M 520 420 L 330 420 M 364 390 L 330 420 L 364 450"]],
            "plug-reader": [...board.wall, ["active", "M 400 240 L 540 240 L 540 360 L 400 360 Z M 540 270 L 600 270 L 600 330 L 540 330 Z"], ["cable", "M 400 300 Q 260 300 230 420 L 220 540"], ["arrow", "M 300 190 L 500 190 M 466 160 L 500 190 L 466 220"]],
            "see-lamp": [...board.reader, ["lamp", "M 660 430 A 16 16 0 1 0 661 430 Z"], ["arrow", "M 660 400 L 660 350 M 700 420 L 740 390 M 716 456 L 770 456"]]
        })

    function fillOf(role: string): color {
        const fills = {
            "body": Style.color.surface,
            "screen": Style.color.line,
            "paper": Style.color.surface,
            "hole": Style.color.line,
            "glass": Style.color.primary,
            "active": Style.color.primaryTint,
            "lamp": Style.color.success
        };
        return fills[role] ?? "transparent";
    }

    function edgeOf(role: string): color {
        if (role === "no" || role === "cut")
            return Style.color.error;
        if (role === "lamp")
            return Style.color.success;
        return ["active", "arrow", "strip"].includes(role) ? Style.color.primary : Style.color.lineStrong;
    }

    function strokeOf(role: string): int {
        if (role === "arrow" || role === "no")
            return Style.border.focus * 2;
        return role === "cable" || role === "slot" ? Style.border.focus * 2 : Style.border.selected;
    }

    objectName: "repair.drawing"
    radius: Style.radius.card
    color: Style.color.sunken
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: board.text

    Item {
        anchors.centerIn: parent
        width: 968
        height: Style.size.guidanceHeight
        scale: Math.min(1, board.height / height, board.width / width)

        Repeater {
            model: board.drawings[board.drawing] ?? []

            Shape {
                id: part

                required property var modelData

                anchors.fill: parent
                preferredRendererType: Shape.GeometryRenderer

                ShapePath {
                    fillColor: board.fillOf(part.modelData[0])
                    strokeColor: board.edgeOf(part.modelData[0])
                    strokeWidth: board.strokeOf(part.modelData[0])
                    strokeStyle: part.modelData[0] === "cut" ? ShapePath.DashLine : ShapePath.SolidLine
                    joinStyle: ShapePath.RoundJoin
                    capStyle: ShapePath.RoundCap

                    PathSvg {
                        path: part.modelData[1]
                    }
                }
            }
        }
    }
}
