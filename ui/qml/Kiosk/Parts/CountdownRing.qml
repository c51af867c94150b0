// Seconds left, as a number in a ring that starts at twelve o'clock. A sentence with the same number stands beside it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Style

Shape {
    id: ring

    property int seconds: 0
    property int total: 60
    property int size: Style.size.ringRow
    property color ink: Style.color.ink
    property color color: Style.color.primary
    property color track: Style.color.line
    readonly property int stroke: ring.size > Style.size.ringRow ? Style.border.ringLarge : Style.border.ring
    readonly property real share: ring.total > 0 ? Math.min(1, Math.max(0, ring.seconds / ring.total)) : 0

    width: ring.size
    height: ring.size
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("还有 %1 秒").arg(ring.seconds)

    Arc {
        share: 1
        strokeColor: ring.track
    }
    Arc {
        share: ring.share
        strokeColor: ring.color
    }
    Label {
        anchors.centerIn: parent
        role: ring.size > Style.size.ringRow ? "input" : "heading"
        text: ring.seconds
        color: ring.ink
        Accessible.ignored: true
    }

    component Arc: ShapePath {
        id: arc

        property real share: 1

        strokeWidth: ring.stroke
        fillColor: "transparent"
        capStyle: ShapePath.FlatCap

        PathAngleArc {
            centerX: ring.size / 2
            centerY: ring.size / 2
            radiusX: (ring.size - ring.stroke) / 2 - 1
            radiusY: (ring.size - ring.stroke) / 2 - 1
            startAngle: -90
            sweepAngle: 360 * arc.share
        }
    }
}
