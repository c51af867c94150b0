// The items of one topic, or all of them, paged.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    property real rowHeight: Style.size.iconRow
    readonly property real room: page.availableHeight - Style.size.primaryButton - 2 * page.spacing
    readonly property int fitting: Math.max(1, Math.floor(page.room / page.rowHeight))

    objectName: "categoryScreen"
    title: Browse.title === "" ? qsTr("全部服务") : Browse.title
    subtitle: qsTr("共 %1 项。点一项，先看要带什么。").arg(Browse.count)
    stepsVisible: false
    onFittingChanged: Qt.callLater(Browse.setPageSize, page.fitting)
    Component.onCompleted: Browse.setPageSize(page.fitting)

    ItemList {
        onTallestChanged: page.rowHeight = Math.max(page.rowHeight, tallest)
    }
    Pager {
        page: Browse.page
        pages: Browse.pages
        onNext: Browse.nextPage()
        onPrevious: Browse.previousPage()
    }
    Card {
        visible: Browse.count === 0

        Label {
            width: parent.width
            text: qsTr("这一类现在没有能在这里办的事项。可以搜一搜，或者打 %1 问。").arg(Chrome.hotline)
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
