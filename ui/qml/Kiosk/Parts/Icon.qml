// A Tabler icon in one colour, always beside a word.
import QtQuick
import Kiosk.Style

Image {
    id: icon

    property string name: ""
    property int size: Style.size.iconSmall
    property color color: Style.color.primary

    width: icon.size
    height: icon.size
    sourceSize.width: icon.size
    sourceSize.height: icon.size
    source: icon.name === "" ? "" : "image://icon/" + icon.name + "/" + String(icon.color).slice(-6) + "/" + icon.size
    visible: icon.name !== ""
    smooth: false
    Accessible.ignored: true
}
