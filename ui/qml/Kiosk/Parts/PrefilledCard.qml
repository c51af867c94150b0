// What need not be asked again, each value with where it comes from.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Card {
    id: card

    property alias model: rows.model
    readonly property int count: rows.count

    visible: card.count > 0

    NoteLine {
        status: "ok"
        role: "bodyStrong"
        text: qsTr("这几项已经带出，不用再填")
        color: Style.color.success
    }
    Item {
        width: parent.width
        height: Style.space.s12
    }
    Repeater {
        id: rows

        Item {
            id: row

            required property string label
            required property string value
            required property string source

            width: card.innerWidth
            implicitHeight: Math.max(Style.size.summaryRow, words.height + 2 * Style.space.s16, name.height + 2 * Style.space.s16)
            Accessible.role: Accessible.StaticText
            Accessible.name: row.label + " " + words.text + " " + tag.text

            Rectangle {
                width: parent.width
                height: Style.border.divider
                color: Style.color.line
            }
            Label {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                width: Style.size.factLabel
                text: row.label
                color: Style.color.ink2
                Accessible.ignored: true
            }
            Label {
                id: words

                anchors.left: name.right
                anchors.right: tag.left
                anchors.rightMargin: Style.space.s16
                anchors.verticalCenter: parent.verticalCenter
                role: "bodyStrong"
                text: Texts.shown(row.value)
                Accessible.ignored: true
            }
            Tag {
                id: tag

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: Texts.source(row.source)
            }
        }
    }
}
