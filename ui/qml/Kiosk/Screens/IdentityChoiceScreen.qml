// Choose how to confirm who one is: all ways equal, the face never first, none without a reason why not.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool single: ways.count === 1

    objectName: "identityChoiceScreen"
    title: qsTr("请选一种方式确认是本人")
    titleRole: !Style.landscape ? "title" : Style.large ? "heading" : "titleSmall"
    subtitle: page.single ? qsTr("连不上平台，现在用这一种。不刷脸也能办。") : qsTr("两种效力一样，随您选。不刷脸也能办。")

    above: NoteLine {
        parent: page.beside ?? page.aboveColumn
        objectName: "identity.read"
        visible: Identity.maskedName !== ""
        implicitHeight: Style.type.heading.line + Style.space.s16
        status: "ok"
        role: "bodyStrong"
        text: qsTr("证件已读出：%1").arg(Identity.maskedName)
        color: Style.color.success
    }

    StatusCard {
        objectName: "identity.notice"
        visible: Identity.notice !== ""
        tone: "warn"
        status: "attention"
        shapeSize: Style.size.icon
        title: TaskTexts.notice(Identity.notice)
        buttonText: Identity.notice === "platform" ? qsTr("再问一次") : ""
        buttonName: "identity.retry"
        onTapped: Identity.retry()
    }
    Grid {
        id: cards

        width: parent.width
        // Beside each other where their words have room.
        columns: Style.large && (Chrome.language === "en" || Style.landscape) ? 1 : Math.max(1, ways.count)
        spacing: Style.space.s28

        Repeater {
            id: ways

            model: Identity.ways

            WayCard {
                id: card

                required property int index
                required way
                required available
                required reason
                required detail

                width: (cards.width - (cards.columns - 1) * cards.spacing) / cards.columns
                height: cards.tallest
                onNeededChanged: cards.measure()
                Component.onCompleted: cards.measure()
                onTapped: Identity.chooseWay(card.way)
            }
        }

        property real tallest: 0

        function measure() {
            let most = 0;
            for (let n = 0; n < ways.count; n++)
                most = Math.max(most, (ways.itemAt(n) as WayCard)?.needed ?? 0);
            cards.tallest = most;
        }
    }
    Column {
        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: page.spacing

        Card {
            visible: closed.count > 0
            padding: 0
            verticalPadding: 0

            Repeater {
                id: closed

                model: Identity.closedWays

                ListRow {
                    id: row

                    required property int index
                    required property string way
                    required property string reason

                    objectName: "identity.closed." + row.way
                    title: TaskTexts.wayTitle(row.way)
                    note: TaskTexts.wayReason(row.reason)
                    iconName: TaskTexts.wayIcon(row.way)
                    enabledHere: false
                    chevron: false
                    last: row.index === closed.count - 1
                }
            }
        }
        Label {
            width: parent.width
            topPadding: Style.space.s12
            visible: !page.single
            role: "heading"
            text: qsTr("都不方便？")
            Accessible.role: Accessible.Heading
        }
        Card {
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "identity.help"
                title: qsTr("请人帮忙")
                note: qsTr("也可以打 %1").arg(Chrome.hotline)
                iconName: "headset"
                last: true
                onTapped: Chrome.help()
            }
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
