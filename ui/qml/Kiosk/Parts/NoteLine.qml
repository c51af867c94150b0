// An icon and a plain sentence under each other things: never a target.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: note

    property string text: ""
    property string iconName: ""
    property string status: ""
    property string role: "body"
    property color color: Style.color.ink2
    readonly property real indent: note.iconName === "" && note.status === "" ? 0 : Style.size.iconSmall + Style.space.s20

    width: parent ? parent.width : implicitWidth
    implicitHeight: words.height

    Icon {
        y: Style.space.s4
        name: note.status === "" ? note.iconName : ""
    }
    StatusShape {
        y: Style.space.s4
        status: note.status
    }
    Label {
        id: words

        x: note.indent
        width: note.width - note.indent
        role: note.role
        text: note.text
        color: note.color
    }
}
