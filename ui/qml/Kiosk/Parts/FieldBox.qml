// The box an answer stands in: border by state, content inside, a note at the right.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: box

    property bool active: false
    property bool wrong: false
    property bool pressed: false

    width: parent ? parent.width : implicitWidth
    implicitHeight: Style.size.field
    radius: Style.radius.button
    color: box.pressed ? Style.color.primaryTint : Style.color.surface
    border.width: box.wrong ? Style.border.fieldError : box.active ? Style.border.selected : Style.border.control
    border.color: box.wrong ? Style.color.error : box.active ? Style.color.primary : Style.color.lineStrong
}
