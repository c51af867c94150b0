// Search: results from the first letter on, under the field, above the keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    // Rows are as high as the longest name on the page needs; a page only ever gets shorter while one searches.
    property real rowHeight: Style.size.iconRow
    property string asked: ""
    readonly property real room: page.availableHeight - field.height - Style.size.primaryButton - 3 * page.spacing
    readonly property int fitting: Math.max(1, Math.floor(page.room / page.rowHeight))

    objectName: "searchScreen"
    titleRole: "titleSmall"
    title: qsTr("想办什么事？")
    stepsVisible: false
    keyboardAllowed: true
    spacing: Style.space.s20
    onFittingChanged: Qt.callLater(Browse.setPageSize, page.fitting)
    Component.onCompleted: {
        Browse.setPageSize(page.fitting);
        page.asked = Browse.query;
        field.text = Browse.query;
        field.takeFocus();
    }

    SearchField {
        id: field

        live: true
        onEdited: text => {
            if (text === page.asked)
                return;
            page.asked = text;
            Browse.search(text);
        }
    }
    Label {
        width: parent.width
        visible: Browse.query === ""
        text: qsTr("可以打拼音、首字母或汉字，例如 ylj、养老金、退休金。")
        color: Style.color.ink2
    }
    ItemList {
        visible: Browse.query !== "" && count > 0
        onTallestChanged: page.rowHeight = Math.max(page.rowHeight, tallest)
    }
    Pager {
        visible: Browse.query !== "" && Browse.pages > 1
        page: Browse.page
        pages: Browse.pages
        onNext: Browse.nextPage()
        onPrevious: Browse.previousPage()
    }
    Card {
        visible: Browse.query !== "" && Browse.count === 0
        spacing: Style.space.s12

        Label {
            objectName: "nothingFound"
            width: parent.width
            role: "bodyStrong"
            text: qsTr("没找到“%1”。换个说法，或者按类别找。").arg(Browse.query)
        }
        TextButton {
            objectName: "browseAll"
            text: qsTr("看全部服务")
            iconName: "layout-grid-add"
            chevron: true
            onTapped: Browse.chooseTheme("")
        }
        TextButton {
            objectName: "askSomebody"
            visible: Browse.emptySearches >= 3
            text: qsTr("请人帮忙找")
            iconName: "headset"
            chevron: true
            onTapped: Chrome.help()
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
