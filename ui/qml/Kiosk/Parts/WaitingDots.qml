// Three dots that step twice a second: something is being done. Words stand beside it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Row {
    id: dots

    property color color: Style.color.primary
    property int step: 0

    spacing: Style.space.s16
    Accessible.ignored: true

    Timer {
        interval: Style.time.dots
        repeat: true
        running: dots.visible
        onTriggered: dots.step = (dots.step + 1) % 3
    }
    Repeater {
        model: 3

        Rectangle {
            id: dot

            required property int index

            width: Style.space.s24
            height: Style.space.s24
            radius: width / 2
            color: dot.index === dots.step ? dots.color : "transparent"
            border.width: Style.border.control
            border.color: dots.color
        }
    }
}
