// The items of a package, each as it stands: state and number are its own.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Card {
    id: card

    property alias rows: partRows.model

    visible: partRows.count > 0

    Repeater {
        id: partRows

        Item {
            id: line

            required property int index
            required property string name
            required property string status
            required property string text
            required property string number
            readonly property string standing: line.text === "" ? qsTr("等平台确认") : line.text
            readonly property string said: line.number === "" ? line.standing : line.standing + " · " + line.number

            width: card.innerWidth
            height: words.height + 2 * Style.space.s16
            Accessible.role: Accessible.ListItem
            Accessible.name: line.name + "，" + line.said

            StatusShape {
                id: shape

                anchors.verticalCenter: parent.verticalCenter
                status: line.status
            }
            Column {
                id: words

                anchors.left: shape.right
                anchors.leftMargin: Style.space.s24
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    width: parent.width
                    role: "bodyStrong"
                    text: line.name
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    role: "label"
                    text: line.said
                    color: Style.color.ink2
                    Accessible.ignored: true
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Style.border.divider
                visible: line.index < partRows.count - 1
                color: Style.color.line
            }
        }
    }
}
