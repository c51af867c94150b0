// A sheet to write one character on with a finger, what it may be beside it, one touch puts it into the field. As large
// as the keyboard that it stands in place of.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: pad

    readonly property int across: 3
    readonly property int perPage: 9
    readonly property real cellWidth: (choices.width - (pad.across - 1) * Style.size.keyGap) / pad.across
    readonly property real cellHeight: (pad.height - 6 * Style.size.keyGap) / 5
    readonly property int pages: Math.max(1, Math.ceil(sheet.characters.length / pad.perPage))
    property int turned: 0

    signal closed

    implicitHeight: 5 * Style.size.target + 6 * Style.size.keyGap

    Rectangle {
        id: ground

        x: Style.size.keyGap
        y: Style.size.keyGap
        width: (pad.width - 3 * Style.size.keyGap) * (Style.landscape && Style.large ? 0.36 : 0.5)
        height: pad.height - 2 * Style.size.keyGap
        radius: Style.radius.tag
        color: Style.color.surface
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        Label {
            anchors.centerIn: parent
            width: parent.width - 2 * Style.space.s24
            visible: sheet.strokes === 0
            horizontalAlignment: Text.AlignHCenter
            role: "bodyLarge"
            text: sheet.broken ? qsTr("现在不能手写，请用拼音") : sheet.traditional ? qsTr("请按笔顺写一个简体字，这里会给出繁体") : qsTr("请按笔顺在这里写一个字")
            color: Style.color.ink2
        }
        HandwritingItem {
            id: sheet

            objectName: "handwriting.sheet"
            anchors.fill: parent
            anchors.margins: Style.border.control
            enabled: !sheet.broken
            ink: Style.color.ink
            traditional: Chrome.language === "zh-Hant" && Handwriting.hasTraditional
            onCharactersChanged: pad.turned = 0
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("手写区，一次写一个字")
        }
    }
    Grid {
        id: choices

        anchors.left: ground.right
        anchors.leftMargin: Style.size.keyGap
        y: Style.size.keyGap
        width: pad.width - ground.width - 3 * Style.size.keyGap
        columns: pad.across
        spacing: Style.size.keyGap

        Repeater {
            model: pad.perPage

            PadKey {
                required property int index
                readonly property int place: pad.turned * pad.perPage + index

                objectName: "handwriting." + index
                width: pad.cellWidth
                height: pad.cellHeight
                text: sheet.characters[place] ?? ""
                enabledHere: text !== ""
                opacity: enabledHere ? 1 : 0
                onTapped: sheet.choose(place)
            }
        }
        PadKey {
            objectName: "handwriting.undo"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("撤销")
            onTapped: sheet.undo()
        }
        PadKey {
            objectName: "handwriting.clear"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("重写")
            onTapped: sheet.clear()
        }
        PadKey {
            objectName: "handwriting.more"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("更多")
            onTapped: pad.turned = (pad.turned + 1) % pad.pages
        }
        PadKey {
            objectName: "handwriting.erase"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("删除")
            onTapped: sheet.erase()
        }
        PadKey {
            objectName: "handwriting.leave"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("拼音")
            onTapped: pad.closed()
        }
        PadKey {
            objectName: "handwriting.done"
            width: pad.cellWidth
            height: pad.cellHeight
            word: true
            text: qsTr("好了")
            onTapped: Qt.inputMethod.hide() // qmllint disable missing-property
        }
    }
}
