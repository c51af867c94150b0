// A character that the keyboard does not offer: by how it is read, or by its code; one touch puts it into the answer.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: picker

    property string name: ""
    property string typed: ""
    property bool tight: false
    readonly property int across: 6
    readonly property int perPage: picker.across * (picker.tight ? 2 : 5)
    readonly property int pages: Math.max(1, Math.ceil(Characters.found.length / picker.perPage))
    property int turned: 0

    signal chosen(string character)

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.s24
    Component.onCompleted: Characters.search("")
    Component.onDestruction: Characters.search("")

    TextEntry {
        name: "rare." + picker.name + ".search"
        label: qsTr("拼音或编码")
        prompt: qsTr("打拼音，例如 jie 或 jie2；也可以打编码")
        latin: true
        onEdited: words => {
            picker.typed = words;
            picker.turned = 0;
            Characters.search(words);
        }
    }
    Grid {
        id: grid

        readonly property real cell: (width - (picker.across - 1) * Style.size.keyGap) / picker.across

        width: parent.width
        visible: Characters.found.length > 0
        columns: picker.across
        spacing: Style.size.keyGap

        Repeater {
            model: Characters.found.slice(picker.turned * picker.perPage, (picker.turned + 1) * picker.perPage)

            PadKey {
                required property int index
                required property string modelData

                objectName: "rare." + index
                width: grid.cell
                text: modelData
                onTapped: picker.chosen(modelData)
            }
        }
    }
    Pager {
        page: picker.turned + 1
        pages: picker.pages
        visible: picker.pages > 1
        onNext: picker.turned++
        onPrevious: picker.turned--
    }
    Label {
        width: parent.width
        visible: picker.typed !== "" && Characters.found.length === 0
        role: "bodyLarge"
        text: qsTr("没有找到。拼音后面加 1 到 4 是声调；身份证上的字可以问工作人员编码。")
        color: Style.color.ink2
    }
}
