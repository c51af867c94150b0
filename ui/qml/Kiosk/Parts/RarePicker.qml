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
    // What the page has for all of this: as many rows of keys as fit with the pager.
    property real room: 0
    property Item beside: null
    readonly property int across: Characters.step === "radical" ? 5 : 6
    readonly property real besideKeys: Style.size.pagerButton + picker.spacing + (picker.typing ? entry.height + picker.spacing : Chrome.lowReach ? 0 : said.height + picker.spacing) + (turning.visible && turning.parent === picker ? turning.height + picker.spacing : 0)
    readonly property int rows: Math.max(1, Math.min(5, Math.floor((picker.room - picker.besideKeys + Style.size.keyGap) / (Style.size.key + Style.size.keyGap))))
    readonly property int perPage: picker.across * picker.rows
    readonly property bool typing: Characters.step === "typed"
    readonly property int pages: Math.max(1, Math.ceil(Characters.cells.length / picker.perPage))
    property int turned: 0
    readonly property int at: Math.min(picker.turned, picker.pages - 1)

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
        id: entry

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
        id: said

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
            model: Characters.cells.slice(picker.at * picker.perPage, (picker.at + 1) * picker.perPage)

            PadKey {
                required property int index
                required property string modelData

                objectName: "rare." + index
                width: grid.cell
                text: modelData
                onTapped: picker.take(picker.at * picker.perPage + index)
            }
        }
    }
    Pager {
        page: picker.at + 1
        pages: picker.pages
        visible: picker.pages > 1
        onNext: picker.turned = picker.at + 1
        onPrevious: picker.turned = picker.at - 1
    }
    Label {
        objectName: "rare.none"
        width: parent.width
        visible: Characters.cells.length === 0 && (picker.typed !== "" || !picker.typing)
        role: "bodyLarge"
        text: Characters.reading ? qsTr("请稍等…") : !picker.typing ? qsTr("这里没有找到，请重选部首，或者问工作人员。") : qsTr("没有找到。拼音后面加 1 到 4 是声调；身份证上的字可以问工作人员编码。")
        color: Style.color.ink2
    }
    OutlineButton {
        id: turning

        objectName: "rare.turn"
        // Not where the keyboard stands.
        parent: picker.typing || picker.beside === null ? picker : picker.beside
        visible: Characters.hasRadicals
        width: Math.min(parent?.width ?? 0, implicitWidth)
        small: true
        text: Characters.step === "radical" ? qsTr("按拼音或编码查") : picker.typing ? qsTr("不会读？按部首查") : qsTr("重选部首")
        onTapped: picker.turn()
    }
}
