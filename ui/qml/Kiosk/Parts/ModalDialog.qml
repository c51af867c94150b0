// A question over a dimmed page, in the lower half; the safe answer first, no cross, no touching outside.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: dialog

    property string title: ""
    property string text: ""
    property string primaryText: ""
    property string secondaryText: ""
    property string thirdText: ""
    default property alias extra: extraSlot.data

    signal primary
    signal secondary
    signal third
    signal outside

    objectName: "dialog"
    anchors.fill: parent
    Accessible.role: Accessible.Dialog
    Accessible.name: dialog.title
    Component.onCompleted: safe.forceActiveFocus()
    Keys.onEscapePressed: dialog.primary()

    Rectangle {
        anchors.fill: parent
        color: Style.color.dim

        MouseArea {
            anchors.fill: parent
            onClicked: dialog.outside()
        }
    }
    Rectangle {
        id: box

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.min(parent.height / 2, parent.height - height - Style.space.s96)
        width: Math.min(Style.size.dialog, parent.width - 2 * Style.space.s24)
        height: column.height + 2 * Style.space.s48
        radius: Style.radius.dialog
        color: Style.color.surface
        border.width: Style.border.divider
        border.color: Style.color.cardLine

        Column {
            id: column

            x: Style.space.s48
            y: Style.space.s48
            width: parent.width - 2 * Style.space.s48
            spacing: Style.space.targetGapMiddle

            Label {
                objectName: "dialogTitle"
                width: parent.width
                role: "dialogTitle"
                text: dialog.title
                Accessible.role: Accessible.Heading
            }
            Label {
                objectName: "dialogText"
                width: parent.width
                visible: dialog.text !== ""
                role: "bodyLarge"
                text: dialog.text
                color: Style.color.ink2
            }
            Column {
                id: extraSlot

                width: parent.width
            }
            Item {
                width: parent.width
                height: Style.space.s12
            }
            PrimaryButton {
                id: safe

                objectName: "dialogPrimary"
                width: parent.width
                text: dialog.primaryText
                onTapped: dialog.primary()
            }
            OutlineButton {
                objectName: "dialogThird"
                width: parent.width
                visible: dialog.thirdText !== ""
                text: dialog.thirdText
                onTapped: dialog.third()
            }
            OutlineButton {
                objectName: "dialogSecondary"
                width: parent.width
                visible: dialog.secondaryText !== ""
                text: dialog.secondaryText
                onTapped: dialog.secondary()
            }
        }
    }
}
