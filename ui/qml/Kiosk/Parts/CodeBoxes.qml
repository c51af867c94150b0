// The places of a code from a short message; the next empty place carries the caret.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Row {
    id: boxes

    property string code: ""
    property int places: 6
    property bool wrong: false

    objectName: "codeBoxes"
    spacing: (width - boxes.places * Style.size.codeBoxWidth) / (boxes.places - 1)
    width: parent ? parent.width : implicitWidth
    activeFocusOnTab: true
    Accessible.role: Accessible.EditableText
    Accessible.focusable: true
    Accessible.name: qsTr("短信验证码")
    Accessible.description: qsTr("已填 %1 位，共 %2 位").arg(boxes.code.length).arg(boxes.places)

    Repeater {
        model: boxes.places

        FieldBox {
            id: box

            required property int index

            width: Style.size.codeBoxWidth
            height: Style.size.codeBoxHeight
            active: box.index === boxes.code.length
            wrong: boxes.wrong

            Label {
                anchors.centerIn: parent
                role: "number"
                text: boxes.code.charAt(box.index)
                Accessible.ignored: true
            }
            Rectangle {
                anchors.centerIn: parent
                visible: box.active
                width: Style.size.caret
                height: Style.type.number.pixels
                color: Style.color.primary
            }
        }
    }
}
