// A label with its value, side by side.
import QtQuick
import Kiosk.Style

Item {
    id: row

    required property string value
    required property string label
    property string title: row.label
    property bool last: false

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.summaryRow, values.height + 2 * Style.space.s20, name.height + 2 * Style.space.s20)
    Accessible.role: Accessible.StaticText
    Accessible.name: row.title + " " + row.value

    Label {
        id: name

        anchors.verticalCenter: parent.verticalCenter
        width: Style.size.factLabel
        text: row.title
        color: Style.color.ink2
        Accessible.ignored: true
    }
    Label {
        id: values

        x: Style.size.factLabel + Style.space.s24
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        role: "bodyStrong"
        text: row.value
        Accessible.ignored: true
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.border.divider
        visible: !row.last
        color: Style.color.line
    }
}
