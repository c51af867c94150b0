// What is still missing, at the top of the page: each sentence leads to its field and stands there word for word.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Card {
    id: summary

    property alias model: rows.model
    property int count: 0

    signal chosen(string name)

    // Who uses keys is led to what is missing.
    function takeFocus() {
        if (summary.visible && summary.count > 0 && Window.window?.byKeys) // qmllint disable missing-property
            rows.itemAt(0)?.forceActiveFocus();
    }

    objectName: "errorSummary"
    tone: "error"
    onCountChanged: Qt.callLater(summary.takeFocus)
    padding: Style.space.s32
    verticalPadding: Style.space.s16

    Item {
        width: parent.width
        height: words.height

        StatusShape {
            id: octagon

            anchors.verticalCenter: parent.verticalCenter
            status: "error"
            size: Style.size.statusLarge
        }
        Column {
            id: words

            anchors.left: octagon.right
            anchors.leftMargin: Style.space.s24
            anchors.right: parent.right
            spacing: Style.space.targetGap

            Label {
                objectName: "errorSummary.title"
                width: parent.width
                role: "cardLabel"
                text: qsTr("有 %1 处要改").arg(summary.count)
                Accessible.role: Accessible.AlertMessage
            }
            Repeater {
                id: rows

                Tappable {
                    id: link

                    required property string name
                    required property string code
                    required property string label
                    required property int n
                    required property string limit

                    objectName: "error." + link.name
                    width: words.width
                    implicitHeight: Math.max(Style.size.target, sentence.height)
                    text: sentence.text
                    Accessible.role: Accessible.Link
                    onTapped: summary.chosen(link.name)

                    Label {
                        id: sentence

                        width: parent.width
                        anchors.verticalCenter: parent.verticalCenter
                        text: TaskTexts.formError(link.code, link.label, link.n, link.limit)
                        color: link.pressed ? Style.color.ink : Style.color.error
                        font.underline: true
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
