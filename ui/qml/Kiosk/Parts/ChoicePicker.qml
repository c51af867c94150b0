// One of many: a field to narrow the list, and the list page by page.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Column {
    id: picker

    property string name: ""
    property string value: ""
    property var options: []
    property bool tight: false
    readonly property string wanted: search.text.trim().toLowerCase()
    readonly property var found: picker.options.filter(option => option.label.toLowerCase().indexOf(picker.wanted) >= 0)

    signal chosen(string value)

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.s24

    TextEntry {
        id: search

        property string text: ""

        name: "choice." + picker.name + ".search"
        label: qsTr("找一找")
        prompt: qsTr("点这里，打几个字来找")
        onEdited: words => search.text = words
    }
    ChoiceList {
        name: picker.name
        value: picker.value
        options: picker.found
        perPage: picker.tight ? 3 : 7
        onChosen: value => picker.chosen(value)
    }
    Label {
        width: parent.width
        visible: picker.found.length === 0
        role: "bodyLarge"
        text: qsTr("没有找到，换几个字试试。")
        color: Style.color.ink2
    }
}
