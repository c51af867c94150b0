// One cell of a table; what is too long for a line takes two.
import QtQuick
import Kiosk.Parts

Label {
    role: "label"
    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
    Accessible.ignored: true
}
