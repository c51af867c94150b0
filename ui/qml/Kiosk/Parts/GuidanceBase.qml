// The parts of the drawing that never change: screen, desk, reader area. 968 × 600, flat.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Style

Item {
    id: base

    property color active: Style.color.primary

    Rectangle {
        x: 262
        width: 445
        height: 250
        radius: Style.radius.button
        color: Style.color.lineStrong

        Rectangle {
            anchors.top: parent.top
            width: parent.width
            height: parent.radius
            color: parent.color
        }
    }
    Rectangle {
        x: 285
        width: 399
        height: 229
        color: Style.color.surface
    }
    Repeater {
        model: [[316, 30, 210, 22], [316, 68, 290, 14], [316, 104, 337, 96]]

        Rectangle {
            id: line

            required property var modelData

            x: line.modelData[0]
            y: line.modelData[1]
            width: line.modelData[2]
            height: line.modelData[3]
            radius: Style.radius.tag / 2
            color: line.modelData[3] > 50 ? Style.color.primaryTint : Style.color.line
        }
    }
    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            fillColor: Style.color.surface
            strokeColor: Style.color.lineStrong
            strokeWidth: Style.border.control
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M 223 252 L 748 252 L 843 484 L 127 484 Z"
            }
        }
        ShapePath {
            fillColor: Style.color.line
            strokeColor: Style.color.lineStrong
            strokeWidth: Style.border.control

            PathSvg {
                path: "M 127 484 L 843 484 L 843 600 L 127 600 Z"
            }
        }
        ShapePath {
            fillColor: Style.color.primaryTint
            strokeColor: base.active
            strokeWidth: Style.border.selected
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M 376 330 L 593 330 L 616 452 L 355 452 Z"
            }
        }
        ShapePath {
            fillColor: "transparent"
            strokeColor: base.active
            strokeWidth: Style.border.control
            strokeStyle: ShapePath.DashLine
            dashPattern: [4, 3]

            PathSvg {
                path: "M 398 346 L 572 346 L 590 436 L 380 436 Z"
            }
        }
        ShapePath {
            fillColor: "transparent"
            strokeColor: base.active
            strokeWidth: Style.border.selected

            PathSvg {
                path: "M 485 456 L 485 500"
            }
        }
    }
}
