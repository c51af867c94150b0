// A plot of rows: what it is, how many, a bar below as long as its share of the longest.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Card {
    id: bars

    required property string title
    // Of { name, count }.
    required property var rows
    property var said: name => name
    readonly property int most: bars.rows.reduce((most, row) => Math.max(most, row.count), 1)

    padding: Style.space.s24
    spacing: Style.space.s4

    Label {
        width: parent.width
        role: "labelStrong"
        text: bars.title
        Accessible.role: Accessible.Heading
    }
    Label {
        visible: bars.rows.length === 0
        width: parent.width
        role: "label"
        text: qsTr("没有")
        color: Style.color.ink2
    }
    Repeater {
        model: bars.rows

        Column {
            id: row

            required property var modelData

            width: parent.width

            Label {
                width: row.width - count.width - Style.space.s16
                role: "label"
                text: bars.said(row.modelData.name)

                Label {
                    id: count

                    anchors.top: parent.top
                    anchors.left: parent.right
                    anchors.leftMargin: Style.space.s16
                    role: "labelStrong"
                    text: row.modelData.count
                }
            }
            Item {
                width: row.width
                height: Style.space.s8

                Rectangle {
                    width: Math.round(row.width * row.modelData.count / bars.most)
                    height: parent.height
                    color: Style.color.primary
                }
            }
        }
    }
}
