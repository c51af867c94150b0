// One of a few numbered plain sentences.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: line

    property int number: 1
    property string text: ""

    width: parent ? parent.width : implicitWidth
    implicitHeight: words.height
    Accessible.role: Accessible.StaticText
    Accessible.name: line.number + ". " + line.text

    Label {
        id: mark

        width: Style.space.s48
        role: "bodyStrong"
        text: line.number + "."
        color: Style.color.primary
        Accessible.ignored: true
    }
    Label {
        id: words

        x: mark.width
        width: line.width - mark.width
        role: "bodyLarge"
        text: line.text
        Accessible.ignored: true
    }
}
