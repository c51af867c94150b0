// Digits on a tray, with words for clearing; `letterX` puts X (the last place of an ID number) beside the zero,
// `point` a decimal point. Who uses keys has digits there: the focus passes these by.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: pad

    property bool letterX: false
    property bool point: false
    readonly property real keyWidth: (pad.width - 2 * (Style.landscape ? Style.space.s20 : Style.space.margin) - 2 * Style.size.keyGap) / 3

    signal digit(string d)
    signal clear
    signal backspace

    objectName: "keypad"
    width: parent ? parent.width : implicitWidth
    implicitHeight: keys.height + 2 * Style.space.s20
    color: Style.color.sunken
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("数字键盘")

    Rectangle {
        width: parent.width
        height: Style.border.divider
        color: Style.color.line
    }
    Grid {
        id: keys

        anchors.centerIn: parent
        columns: 3
        spacing: Style.size.keyGap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

            PadKey {
                required property string modelData

                objectName: "key" + modelData
                activeFocusOnTab: false
                width: pad.keyWidth
                text: modelData
                onTapped: pad.digit(modelData)
            }
        }
        PadKey {
            objectName: "keyClear"
            activeFocusOnTab: false
            width: pad.keyWidth
            text: qsTr("清空")
            word: true
            onTapped: pad.clear()
        }
        Row {
            spacing: Style.size.keyGap

            PadKey {
                objectName: "key0"
                activeFocusOnTab: false
                width: pad.letterX || pad.point ? (pad.keyWidth - Style.size.keyGap) / 2 : pad.keyWidth
                text: "0"
                onTapped: pad.digit("0")
            }
            PadKey {
                objectName: "keyX"
                activeFocusOnTab: false
                visible: pad.letterX
                width: (pad.keyWidth - Style.size.keyGap) / 2
                text: "X"
                onTapped: pad.digit("X")
            }
            PadKey {
                objectName: "keyPoint"
                activeFocusOnTab: false
                visible: pad.point
                width: (pad.keyWidth - Style.size.keyGap) / 2
                text: "."
                onTapped: pad.digit(".")
            }
        }
        PadKey {
            objectName: "keyBackspace"
            activeFocusOnTab: false
            width: pad.keyWidth
            text: qsTr("删一位")
            iconName: Style.landscape && Style.large ? "" : "backspace"
            word: true
            onTapped: pad.backspace()
        }
    }
}
