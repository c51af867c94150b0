// 您好，今天办什么事？ Choose in one look; no card needed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    // The grid takes the room that is left; first the hints go, then whole rows (全部服务 has everything). With large
    // words, or half a screen, what is asked for quickly has a screen of its own.
    readonly property bool split: Style.large || Chrome.lowReach || Style.landscape
    readonly property real cardWidth: (page.contentWidth - (Style.columns - 1) * Style.space.columnGap) / Style.columns
    readonly property real room: page.availableHeight - grid.y - (page.beside ? Style.space.s8 + 2 * page.spacing : page.split ? page.paging.pagerHeight + Style.space.s16 : Style.space.s8 + 2 * page.spacing + quick.least + Style.space.section)
    // Latin words cannot be broken: they get the whole width of the card, under the icon.
    readonly property bool longWords: Chrome.language === "en" || Style.large
    // Cards that are no topic: 全部服务, and 一件事 where there is any.
    readonly property int others: Browse.packages > 0 ? 2 : 1
    readonly property int wantedRows: Math.ceil((cards.count + page.others) / Style.columns)
    readonly property bool hints: page.heightOf(page.wantedRows, tallest.full) <= page.room
    readonly property real least: page.hints ? tallest.full : tallest.brief
    // In half of a broad screen one row would be all: there all rows stand, on more screens.
    readonly property int rows: Chrome.lowReach && Style.landscape ? page.wantedRows : Math.max(1, Math.min(page.wantedRows, Math.floor((page.room + Style.space.columnGap) / (page.least + Style.space.columnGap))))
    readonly property int shown: Math.min(cards.count, page.rows * Style.columns - page.others)
    readonly property real cardHeight: Math.max(page.least, Math.min(Style.size.packageCard, (page.room + Style.space.columnGap) / page.rows - Style.space.columnGap))

    function heightOf(rows: int, card: real): real {
        return rows * (card + Style.space.columnGap) - Style.space.columnGap;
    }

    objectName: "homeScreen"
    title: qsTr("您好，今天办什么事？")
    titleRole: "display"
    subtitle: Chrome.roundTheClock ? qsTr("先选事项看清楚，需要时再刷证件。24 小时都能办。") : Chrome.closes === "" ? qsTr("先选事项看清楚，需要时再刷证件。") : qsTr("先选事项看清楚，需要时再刷证件。%1 关门。").arg(Chrome.closes)
    stepsVisible: false
    spacing: Style.space.targetGapMiddle
    Component.onCompleted: {
        tallest.ready = true;
        tallest.measure();
    }

    QtObject {
        id: tallest

        property real full: Style.size.choiceCard
        property real brief: Style.size.choiceCard
        // Once when all cards are there, then whenever one of them changes (another language).
        property bool ready: false

        function measure() {
            if (!tallest.ready)
                return;
            let full = Math.max(all.fullHeight, packages.fullHeight);
            let brief = Math.max(all.shortHeight, packages.shortHeight);
            for (let n = 0; n < cards.count; n++) {
                const card = cards.itemAt(n) as ChoiceCard;
                full = Math.max(full, card?.fullHeight ?? 0);
                brief = Math.max(brief, card?.shortHeight ?? 0);
            }
            tallest.full = full;
            tallest.brief = brief;
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

        columns: Style.columns
        spacing: Style.space.columnGap

        ChoiceCard {
            id: packages

            objectName: "packages.open"
            visible: Browse.packages > 0
            width: page.cardWidth
            height: page.cardHeight
            title: qsTr("一件事")
            hint: qsTr("几项一次办")
            hintVisible: page.hints
            stacked: page.longWords
            iconName: "category"
            onFullHeightChanged: tallest.measure()
            onTapped: Browse.openPackages()
        }
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
                visible: card.index < page.shown
                hintVisible: page.hints
                stacked: page.longWords
                width: page.cardWidth
                height: page.cardHeight
                title: card.name
                iconName: card.icon
                onFullHeightChanged: tallest.measure()
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
            hintVisible: page.hints
            stacked: page.longWords
            iconName: "layout-grid-add"
            onFullHeightChanged: tallest.measure()
            onTapped: Browse.chooseTheme("")
        }
    }
    Item {
        width: parent.width
        height: Style.space.s8
    }
    Grid {
        id: quick

        readonly property real third: ((parent?.width ?? 0) - (quick.columns - 1) * quick.spacing) / quick.columns
        readonly property real cell: Math.max(matters.implicitHeight, wallet.implicitHeight, booking.implicitHeight, paying.implicitHeight, hotline.implicitHeight, places.implicitHeight)
        readonly property int lines: Math.ceil(6 / quick.columns)
        readonly property real least: quick.lines * (quick.cell + quick.spacing) - quick.spacing
        readonly property real spare: page.split ? page.availableHeight - page.paging.pagerHeight : page.room + quick.least - page.heightOf(page.rows, page.cardHeight)
        readonly property real tall: Math.max(quick.cell, Math.min(page.cardHeight, (quick.spare + quick.spacing) / quick.lines - quick.spacing))

        parent: page.beside ?? page.column
        columns: page.beside ? 2 : Style.columns
        spacing: Style.space.columnGap

        ChoiceCard {
            id: matters

            objectName: "mattersButton"
            width: quick.third
            height: quick.tall
            title: qsTr("我的办件")
            hint: qsTr("进度、接着办")
            reason: qsTr("读卡区停用，请换一台终端")
            enabledHere: Browse.walletReason !== "reader-out"
            stacked: page.longWords
            iconName: "list-check"
            onTapped: Matters.open()
        }
        ChoiceCard {
            id: wallet

            objectName: "walletButton"
            width: quick.third
            height: quick.tall
            stacked: page.longWords
            title: qsTr("电子证照")
            hint: qsTr("给人扫一扫")
            reason: Browse.walletReason === "reader-out" ? qsTr("读卡区停用，请换一台终端") : qsTr("连不上平台，取不到证照")
            enabledHere: Browse.walletReason === ""
            iconName: "wallet"
            onTapped: Browse.openWallet()
        }
        ChoiceCard {
            id: booking

            objectName: "bookingButton"
            width: quick.third
            height: quick.tall
            stacked: page.longWords
            title: qsTr("预约取号")
            hint: qsTr("选好时间去")
            reason: Browse.walletReason === "reader-out" ? qsTr("读卡区停用，请换一台终端") : qsTr("连不上平台，现在不能约")
            enabledHere: Browse.walletReason === ""
            iconName: "calendar-time"
            onTapped: Booking.open()
        }
        ChoiceCard {
            id: paying

            objectName: "payButton"
            width: quick.third
            height: quick.tall
            stacked: page.longWords
            title: qsTr("缴费")
            hint: qsTr("水电气、社保")
            reason: Browse.walletReason === "reader-out" ? qsTr("读卡区停用，请换一台终端") : qsTr("连不上平台，现在不能付")
            enabledHere: Browse.walletReason === ""
            iconName: "cash"
            onTapped: Paying.open()
        }
        ChoiceCard {
            id: hotline

            objectName: "complaintButton"
            width: quick.third
            height: quick.tall
            stacked: page.longWords
            title: qsTr("投诉建议")
            hint: qsTr("哪里不对")
            iconName: "message-report"
            onTapped: Complaint.open()
        }
        ChoiceCard {
            id: places

            objectName: "informButton"
            width: quick.third
            height: quick.tall
            stacked: page.longWords
            title: qsTr("哪里能办")
            hint: qsTr("政策、验码")
            iconName: "map-pin"
            onTapped: Paper.open()
        }
    }

    footer: AccessibilityBar {}
}
