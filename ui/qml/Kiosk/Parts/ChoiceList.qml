// All possible answers below each other, where there are few; many are shown page by page.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Column {
    id: list

    property string name: ""
    property string value: ""
    property var options: []
    property int perPage: 7
    property int page: 1
    readonly property int pages: Math.max(1, Math.ceil(list.options.length / list.perPage))
    readonly property var shown: list.options.slice((list.page - 1) * list.perPage, list.page * list.perPage)

    signal chosen(string value)

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.targetGap
    onOptionsChanged: list.page = 1

    Repeater {
        model: list.shown

        ChoiceRow {
            id: row

            required property int index
            required property var modelData

            objectName: "choice." + list.name + "." + row.modelData.value
            text: row.modelData.label
            chosen: row.modelData.value === list.value
            place: (list.page - 1) * list.perPage + row.index + 1
            of: list.options.length
            onTapped: list.chosen(row.modelData.value)
        }
    }
    Pager {
        page: list.page
        pages: list.pages
        onNext: list.page += 1
        onPrevious: list.page -= 1
    }
}
