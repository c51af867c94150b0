// What happened and what comes next, as steps below each other. The join is solid where it is behind us, dashed ahead.
// steps: [{status, title, text}]
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Column {
    id: timeline

    property var steps: []

    width: parent ? parent.width : implicitWidth
    Accessible.role: Accessible.List

    Repeater {
        model: timeline.steps

        Item {
            id: step

            required property int index
            required property var modelData
            readonly property bool last: step.index === timeline.steps.length - 1
            readonly property bool passed: step.modelData.status === "ok"

            width: timeline.width
            height: Math.max(words.height, shape.height) + (step.last ? 0 : Style.space.s32)
            Accessible.role: Accessible.ListItem
            Accessible.name: title.text + "，" + detail.text

            StatusShape {
                id: shape

                status: step.modelData.status
                size: Style.size.timelineShape
            }
            Column {
                anchors.horizontalCenter: shape.horizontalCenter
                anchors.top: shape.bottom
                anchors.topMargin: Style.space.s8
                visible: !step.last
                spacing: step.passed ? 0 : Style.space.s8

                Repeater {
                    model: step.passed ? 1 : Math.max(1, Math.floor((step.height - shape.height - Style.space.s8) / Style.space.s16))

                    Rectangle {
                        width: Style.size.timelineJoin
                        height: step.passed ? step.height - shape.height - Style.space.s16 : Style.space.s8
                        color: step.passed ? Style.color.success : Style.color.lineStrong
                    }
                }
            }
            Column {
                id: words

                anchors.left: shape.right
                anchors.leftMargin: Style.space.s28
                anchors.right: parent.right

                Label {
                    id: title

                    width: parent.width
                    role: "heading"
                    text: (step.index + 1) + ". " + step.modelData.title
                    Accessible.ignored: true
                }
                Label {
                    id: detail

                    width: parent.width
                    visible: detail.text !== ""
                    text: step.modelData.text
                    color: Style.color.ink2
                    Accessible.ignored: true
                }
            }
        }
    }
}
