// A character that the keyboard does not offer: by how it is read, by its code, or by radical and strokes; one touch puts
// it into the answer.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: picker

    property string name: ""
    property string typed: ""
    property bool tight: false
    readonly property int across: Characters.step === "radical" ? 5 : 6
    readonly property int perPage: picker.across * (picker.tight ? 2 : 5)
    readonly property bool typing: Characters.step === "typed"
    readonly property int pages: Math.max(1, Math.ceil(Characters.cells.length / picker.perPage))
    property int turned: 0

    signal chosen(string character)

    function take(place) {
        picker.turned = 0;
        const character = Characters.take(place);
        if (character !== "")
            picker.chosen(character);
    }
    function turn() {
        picker.turned = 0;
        picker.typed = "";
        if (Characters.step === "radical")
            Characters.search("");
        else
            Characters.byRadical();
    }

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.s24
    Component.onCompleted: Characters.open()
    Component.onDestruction: Characters.search("")

    TextEntry {
        name: "rare." + picker.name + ".search"
        visible: picker.typing
        label: qsTr("拼音或编码")
        prompt: qsTr("打拼音，例如 jie 或 jie2；也可以打编码")
        latin: true
        onEdited: words => {
            picker.typed = words;
            picker.turned = 0;
            Characters.search(words);
        }
    }
    Label {
        width: parent.width
        visible: !picker.typing
        role: "bodyLarge"
        text: Characters.step === "radical" ? qsTr("先点这个字的部首") : Characters.step === "strokes" ? qsTr("部首 %1。再点其余部分有几画").arg(Characters.radical) : qsTr("部首 %1，其余 %2 画").arg(Characters.radical).arg(Characters.besides)
        color: Style.color.ink2
    }
    Grid {
        id: grid

        readonly property real cell: (width - (picker.across - 1) * Style.size.keyGap) / picker.across

        width: parent.width
        visible: Characters.cells.length > 0
        columns: picker.across
        spacing: Style.size.keyGap

        Repeater {
            model: Characters.cells.slice(picker.turned * picker.perPage, (picker.turned + 1) * picker.perPage)

            PadKey {
                required property int index
                required property string modelData

                objectName: "rare." + index
                width: grid.cell
                text: modelData
                onTapped: picker.take(picker.turned * picker.perPage + index)
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
        visible: Characters.cells.length === 0 && (picker.typed !== "" || !picker.typing)
        role: "bodyLarge"
        text: qsTr("没有找到。拼音后面加 1 到 4 是声调；身份证上的字可以问工作人员编码。")
        color: Style.color.ink2
    }
    OutlineButton {
        objectName: "rare.turn"
        visible: Characters.hasRadicals
        width: Math.min(parent.width, implicitWidth)
        small: true
        text: Characters.step === "radical" ? qsTr("按拼音或编码查") : picker.typing ? qsTr("不会读？按部首查") : qsTr("重选部首")
        onTapped: picker.turn()
    }
}
