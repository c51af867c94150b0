// Search: results from the first letter on, under the field, above the keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    property string asked: ""

    // Where the keyboard leaves room for the field alone, what was found is seen once it is closed.
    readonly property bool roomy: page.keyboardHeight === 0 || !Chrome.lowReach

    objectName: "searchScreen"
    titleRole: "titleSmall"
    title: qsTr("想办什么事？")
    stepsVisible: false
    keyboardAllowed: true
    spacing: Style.space.targetGapWide
    Component.onCompleted: {
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
        visible: page.roomy && Browse.query === ""
        text: qsTr("可以打拼音、首字母或汉字，例如 ylj、养老金、退休金。")
        color: Style.color.ink2
    }
    Label {
        id: guess

        objectName: "didYouMean"
        width: parent.width
        visible: page.roomy && Browse.guessed && Browse.count > 0
        role: "bodyStrong"
        text: qsTr("没有叫“%1”的事项。您要找的是不是：").arg(Browse.query)
    }
    TextButton {
        objectName: "search.guide"
        visible: page.roomy && Browse.query === ""
        text: qsTr("说不准叫什么？答两三个问题来找")
        iconName: "help"
        chevron: true
        onTapped: Choices.openGuide()
    }
    ItemList {
        room: page.availableHeight - y - page.spacing
        of: Browse.query
        shown: page.roomy
    }
    Card {
        visible: page.roomy && Browse.query !== "" && Browse.count === 0 && !Browse.preparing
        spacing: Style.space.targetGap

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
            text: qsTr("请人帮忙找，或者打 %1 问").arg(Chrome.hotline)
            iconName: "headset"
            chevron: true
            onTapped: Chrome.help()
        }
    }

    footer: ActionBar {
        primaryVisible: !page.roomy
        primaryText: qsTr("看结果")
        onPrimary: Qt.inputMethod.hide() // qmllint disable missing-property
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
