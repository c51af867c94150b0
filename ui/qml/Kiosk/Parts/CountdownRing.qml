// Seconds left, as a number in a ring that starts at twelve o'clock. A sentence with the same number stands beside it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

RingItem {
    id: ring

    property int seconds: 0
    property int total: 60
    property int size: Style.size.ringRow
    property color ink: Style.color.ink

    width: ring.size
    height: ring.size
    share: ring.total > 0 ? ring.seconds / ring.total : 0
    stroke: ring.size > Style.size.ringRow ? Style.border.ringLarge : Style.border.ring
    color: Style.color.primary
    track: Style.color.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("还有 %1 秒").arg(ring.seconds)

    Label {
        anchors.centerIn: parent
        role: ring.size > Style.size.ringRow ? "input" : "heading"
        text: ring.seconds
        color: ring.ink
        Accessible.ignored: true
    }
}
