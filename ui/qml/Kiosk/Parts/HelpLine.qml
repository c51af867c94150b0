// Icon, a bold line and a sentence below it.
import QtQuick
import Kiosk.Style

Item {
    id: line

    required property string title
    required property string text
    required property string iconName
    property bool last: false

    width: parent ? parent.width : implicitWidth
    implicitHeight: words.height + 2 * Style.space.s20
    Accessible.role: Accessible.StaticText
    Accessible.name: line.title + " " + line.text

    Icon {
        id: sign

        y: Style.space.s24
        name: line.iconName
        size: Style.size.iconSmall
    }
    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Style.space.s28
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: "bodyStrong"
            text: line.title
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            role: "step"
            text: line.text
            color: Style.color.ink2
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.border.divider
        visible: !line.last
        color: Style.color.line
    }
}
