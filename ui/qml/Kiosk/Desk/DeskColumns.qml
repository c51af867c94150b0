// A plot of columns, one for each hour; the hour below, how many above.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style

Card {
    id: columns

    required property string title
    // Of { name, count }.
    required property var bars
    readonly property int most: columns.bars.reduce((most, bar) => Math.max(most, bar.count), 1)

    padding: Style.space.s24
    spacing: 0

    Label {
        width: parent.width
        role: "labelStrong"
        text: columns.title
        Accessible.role: Accessible.Heading
    }
    Row {
        id: plot

        readonly property int line: Style.type.label.line

        width: parent.width
        height: columns.height - 2 * columns.verticalPadding - plot.line

        Repeater {
            model: columns.bars

            Item {
                id: bar

                required property var modelData

                width: plot.width / columns.bars.length
                height: plot.height

                Rectangle {
                    id: column

                    anchors.horizontalCenter: parent.horizontalCenter
                    y: parent.height - plot.line - height
                    width: Math.round(parent.width / 2)
                    height: Math.round((parent.height - 2 * plot.line) * bar.modelData.count / columns.most)
                    color: Style.color.primary
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: column.top
                    visible: bar.modelData.count > 0
                    role: "labelStrong"
                    text: bar.modelData.count
                }
                Rectangle {
                    anchors.top: column.bottom
                    width: parent.width
                    height: Style.border.divider
                    color: Style.color.lineStrong
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    role: "label"
                    text: bar.modelData.name
                    color: Style.color.ink2
                }
            }
        }
    }
}
