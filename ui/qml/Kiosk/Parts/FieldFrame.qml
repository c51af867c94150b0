// What all questions share: label, hint, error line with its shape, the bar at the left edge while something is wrong.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: frame

    default property alias content: slot.data
    property string label: ""
    property string hint: ""
    property string complaint: ""
    property bool mandatory: true
    readonly property bool wrong: frame.complaint !== ""
    // Hint, then what is wrong: said with the field, too.
    readonly property string advice: [frame.hint, frame.complaint].filter(words => words !== "").join("，")
    // What it may be cut between where a screen is too low for all of it.
    readonly property var parts: [head, ...slot.children]
    readonly property real indent: frame.wrong ? Style.size.fieldBar + Style.space.s24 : 0

    width: parent ? parent.width : implicitWidth
    implicitHeight: column.height
    Accessible.role: Accessible.Grouping
    Accessible.name: caption.text
    Accessible.description: frame.advice

    Loader {
        active: frame.wrong
        sourceComponent: Rectangle {
            width: Style.size.fieldBar
            height: column.height
            color: Style.color.error
        }
    }
    Column {
        id: column

        x: frame.indent
        width: frame.width - frame.indent
        spacing: Style.space.s12

        Column {
            id: head

            width: parent.width

            Flow {
                width: parent.width
                spacing: Style.space.s20

                Label {
                    id: caption

                    width: Math.min(implicitWidth, parent.width)
                    role: "cardLabel"
                    text: frame.mandatory ? frame.label : qsTr("%1（可以不填）").arg(frame.label)
                    Accessible.ignored: true
                }
                Label {
                    width: Math.min(implicitWidth, parent.width)
                    visible: frame.hint !== ""
                    topPadding: Style.space.s4
                    role: "step"
                    text: frame.hint
                    color: Style.color.ink2
                    Accessible.ignored: true
                }
            }
            Loader {
                width: parent.width
                active: frame.wrong
                visible: active
                sourceComponent: Item {
                    implicitHeight: message.height

                    StatusShape {
                        id: octagon

                        y: Style.space.s4
                        status: "error"
                    }
                    Label {
                        id: message

                        objectName: "fieldError"
                        anchors.left: octagon.right
                        anchors.leftMargin: Style.space.s12
                        anchors.right: parent.right
                        role: "bodyStrong"
                        text: frame.complaint
                        color: Style.color.error
                        Accessible.ignored: true
                    }
                }
            }
        }
        Item {
            id: slot

            width: parent.width
            implicitHeight: childrenRect.height
        }
    }
}
