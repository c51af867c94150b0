// What is going on now, in one card: a shape (or ring, or dots) at the left, a bold sentence, a plain one, and at
// most one button at the right.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Card {
    id: card

    property string title: ""
    property string text: ""
    property string status: ""
    property bool waiting: false
    property int seconds: -1
    property int total: 60
    property string buttonText: ""
    property string buttonName: ""
    property int shapeSize: Style.size.statusLarge

    signal tapped

    tone: "primary"
    padding: Style.space.s32

    Item {
        width: parent.width
        height: Math.max(sign.width > 0 ? Style.size.ringRow : 0, words.height, button.visible ? button.height : 0)

        Item {
            id: sign

            width: card.seconds >= 0 ? Style.size.ringRow : card.waiting ? dots.width : card.status !== "" ? card.shapeSize : 0
            height: parent.height

            StatusShape {
                anchors.centerIn: parent
                visible: card.status !== "" && card.seconds < 0 && !card.waiting
                status: card.status
                size: card.shapeSize
            }
            Loader {
                anchors.centerIn: parent
                active: card.seconds >= 0
                sourceComponent: CountdownRing {
                    seconds: Math.max(0, card.seconds)
                    total: card.total
                }
            }
            WaitingDots {
                id: dots

                anchors.centerIn: parent
                visible: card.waiting && card.seconds < 0
            }
        }
        Column {
            id: words

            anchors.left: sign.right
            anchors.leftMargin: sign.width > 0 ? Style.space.s32 : 0
            anchors.right: button.visible ? button.left : parent.right
            anchors.rightMargin: button.visible ? Style.space.s24 : 0
            anchors.verticalCenter: parent.verticalCenter

            Label {
                objectName: "statusTitle"
                width: parent.width
                role: "cardLabel"
                text: card.title
            }
            Label {
                objectName: "statusText"
                width: parent.width
                visible: card.text !== ""
                role: "body"
                text: card.text
                color: Style.color.ink2
            }
        }
        OutlineButton {
            id: button

            objectName: card.buttonName
            visible: card.buttonText !== ""
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, parent.width * 0.34)
            small: true
            text: card.buttonText
            onTapped: card.tapped()
        }
    }
}
