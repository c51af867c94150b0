// The shape of a status; a word always stands beside it.
import QtQuick
import Kiosk.Style

Item {
    id: shape

    property string status: "todo"
    property int size: Style.size.status
    property color color: Style.statusColor(shape.status)

    implicitWidth: shape.size
    implicitHeight: shape.size
    visible: shape.status !== ""
    Accessible.ignored: true

    Icon {
        name: shape.status === "" ? "" : "status-" + shape.status
        size: shape.size
        color: shape.color
    }
}
