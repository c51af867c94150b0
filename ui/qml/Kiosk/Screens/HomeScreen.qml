// 您好，今天办什么事？ Choose in one look; no card needed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property real cardWidth: (page.contentWidth - 2 * Style.space.columnGap) / 3
    readonly property int rows: Math.ceil((Math.min(cards.count, 11) + 1) / 3)
    readonly property real room: page.availableHeight - grid.y - quick.height - 2 * Style.space.section
    readonly property real cardHeight: Math.max(tallest.value, Math.min(Style.size.packageCard, (page.room - (page.rows - 1) * Style.space.columnGap) / Math.max(1, page.rows)))

    objectName: "homeScreen"
    title: qsTr("您好，今天办什么事？")
    titleRole: "display"
    subtitle: qsTr("先选事项看清楚，需要时再刷证件。24 小时都能办。")
    stepsVisible: false
    spacing: Style.space.s16

    QtObject {
        id: tallest

        property real value: Style.size.choiceCard

        function measure() {
            let most = Math.max(Style.size.choiceCard, all.implicitHeight);
            for (let n = 0; n < cards.count; n++)
                most = Math.max(most, cards.itemAt(n)?.implicitHeight ?? 0);
            tallest.value = most;
        }
    }
    SearchField {
        onTapped: Browse.openSearch()
    }
    Label {
        width: parent.width
        topPadding: Style.space.s24
        role: "heading"
        text: qsTr("按类别找")
        Accessible.role: Accessible.Heading
    }
    Grid {
        id: grid

        columns: 3
        spacing: Style.space.columnGap

        Repeater {
            id: cards

            model: Browse.themes

            ChoiceCard {
                id: card

                required property int index
                required property string code
                required property string name
                required property string icon
                required hint

                objectName: "theme-" + card.code
                visible: card.index < 11
                width: page.cardWidth
                height: page.cardHeight
                title: card.name
                iconName: card.icon
                onImplicitHeightChanged: tallest.measure()
                onTapped: Browse.chooseTheme(card.code)
            }
        }
        ChoiceCard {
            id: all

            objectName: "theme-all"
            width: page.cardWidth
            height: page.cardHeight
            title: qsTr("全部服务")
            hint: qsTr("一页一页看")
            iconName: "layout-grid-add"
            onImplicitHeightChanged: tallest.measure()
            onTapped: Browse.chooseTheme("")
        }
    }
    Item {
        width: parent.width
        height: Style.space.s8
    }
    Row {
        id: quick

        readonly property real half: (page.contentWidth - Style.space.columnGap) / 2
        readonly property real tall: Math.max(wallet.implicitHeight, hotline.implicitHeight)

        spacing: Style.space.columnGap

        ChoiceCard {
            id: wallet

            objectName: "walletButton"
            width: quick.half
            height: quick.tall
            title: qsTr("电子证照")
            hint: qsTr("出示二维码给人扫")
            reason: qsTr("没网，现在取不到证照")
            enabledHere: Browse.walletReason === ""
            iconName: "wallet"
            onTapped: Browse.openWallet()
        }
        ChoiceCard {
            id: hotline

            objectName: "hotlineButton"
            width: quick.half
            height: quick.tall
            title: qsTr("找人帮忙")
            hint: qsTr("打 %1，或到窗口").arg(Chrome.hotline)
            iconName: "message-report"
            onTapped: Chrome.help()
        }
    }

    footer: AccessibilityBar {}
}
