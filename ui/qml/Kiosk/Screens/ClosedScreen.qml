// 现在不在开放时间: when it opens again, and which terminals can be used right now. Nothing is begun here; the words can be
// made larger, read aloud, and said in another language as everywhere.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    // With large words on a broad screen the nearest one alone, lest it takes four screens to say this.
    readonly property int most: Style.landscape && Style.large ? 1 : Closed.places
    readonly property list<string> weekdays: [qsTr("星期一"), qsTr("星期二"), qsTr("星期三"), qsTr("星期四"), qsTr("星期五"), qsTr("星期六"), qsTr("星期日")]

    function moment(): string {
        switch (Closed.day) {
        case "today":
            return qsTr("今天 %1").arg(Closed.opens);
        case "tomorrow":
            return qsTr("明天 %1").arg(Closed.opens);
        case "date":
            return qsTr("%1 %2 %3").arg(Texts.date(Closed.date)).arg(page.weekdays[Closed.weekday]).arg(Closed.opens);
        default:
            return qsTr("请看门口的通知");
        }
    }

    objectName: "closedScreen"
    title: qsTr("现在不在开放时间")
    titleRole: "display"
    subtitle: qsTr("已经交了的照常送出去办，不用再来一趟。")
    stepsVisible: false

    Card {
        objectName: "closed.opens"
        verticalPadding: Style.space.s32
        spacing: Style.space.s12

        Label {
            width: parent.width
            role: "bodyLarge"
            text: Closed.occasion === "" ? qsTr("什么时候再开") : qsTr("今天%1，什么时候再开").arg(Closed.occasion)
            color: Style.color.ink2
        }
        Label {
            objectName: "closed.moment"
            width: parent.width
            role: "title"
            text: page.moment()
        }
    }
    Column {
        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        visible: Closed.places > 0
        spacing: Style.space.s24

        Label {
            width: parent.width
            topPadding: page.beside ? 0 : Style.space.s16
            role: "heading"
            text: qsTr("等不及，这里 24 小时都能办")
            Accessible.role: Accessible.Heading
        }
        Repeater {
            model: Closed.nearby

            Card {
                id: place

                required property int index
                required property string code
                required property string name
                required property string address

                objectName: "closed.place-" + place.code
                visible: place.index < page.most
                spacing: Style.space.s4

                Label {
                    width: parent.width
                    role: "bodyStrong"
                    text: place.name
                }
                NoteLine {
                    iconName: "map-pin"
                    text: place.address
                }
            }
        }
    }
    Label {
        width: parent.width
        text: qsTr("想问清楚再来，用您自己的电话打 %1。").arg(Chrome.hotline)
        color: Style.color.ink2
    }

    footer: AccessibilityBar {}
}
