// The shape of a status; a word always stands beside it.
import QtQuick
import Kiosk.Style

Item {
    id: shape

    property string status: "todo"
    property int size: Style.size.status
    property color color: shape.colorOf(shape.status)

    function colorOf(status: string): color {
        switch (status) {
        case "ok":
            return Style.color.success;
        case "waiting":
        case "attention":
            return Style.color.warnLine;
        case "progress":
            return Style.color.primary;
        case "error":
            return Style.color.error;
        default:
            return Style.color.lineStrong;
        }
    }

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
