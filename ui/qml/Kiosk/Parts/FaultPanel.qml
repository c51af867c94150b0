// What stopped, what still works, what one can do: a card with words and up to two ways on as equal buttons.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Card {
    id: panel

    property string title: ""
    property string text: ""
    property string status: "error"
    property string firstText: ""
    property string firstIcon: ""
    property string firstName: ""
    property string secondText: ""
    property string secondIcon: ""
    property string secondName: ""
    readonly property real half: (panel.innerWidth - Style.space.targetGapWide) / 2

    signal first
    signal second

    tone: panel.status === "error" ? "error" : "strong"
    verticalPadding: Style.space.s32
    spacing: Style.space.s28

    Item {
        width: parent.width
        height: Math.max(shape.height, words.height)

        StatusShape {
            id: shape

            status: panel.status
            size: Style.size.statusLarge
        }
        Column {
            id: words

            anchors.left: shape.right
            anchors.leftMargin: Style.space.s24
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Label {
                objectName: "faultTitle"
                width: parent.width
                role: "heading"
                text: panel.title
                Accessible.role: Accessible.AlertMessage
            }
            Label {
                objectName: "faultText"
                width: parent.width
                visible: panel.text !== ""
                role: "body"
                text: panel.text
                color: Style.color.ink2
            }
        }
    }
    Row {
        width: parent.width
        visible: panel.firstText !== ""
        spacing: Style.space.targetGapWide

        OutlineButton {
            id: firstButton

            objectName: panel.firstName
            visible: panel.firstText !== ""
            width: panel.secondText === "" ? panel.innerWidth : panel.half
            height: Math.max(implicitHeight, secondButton.implicitHeight)
            text: panel.firstText
            iconName: panel.firstIcon
            onTapped: panel.first()
        }
        OutlineButton {
            id: secondButton

            objectName: panel.secondName
            visible: panel.secondText !== ""
            width: panel.half
            height: Math.max(implicitHeight, firstButton.implicitHeight)
            text: panel.secondText
            iconName: panel.secondIcon
            onTapped: panel.second()
        }
    }
}
