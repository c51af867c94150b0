// The shape of a status; a word always stands beside it.
import QtQuick
import Kiosk.Style

Icon {
    id: shape

    property string status: "todo"

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

    name: shape.status === "" ? "" : "status-" + shape.status
    color: shape.colorOf(shape.status)
    size: Style.size.status
}
