// The figures of a day: counts by hour, item, outcome and wait, of nobody; to be kept as PDF.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    required property DeskTexts texts
    readonly property var figures: Workbench.figures
    readonly property int here: page.figures.days.indexOf(page.figures.day)
    readonly property int across: page.width - 2 * Style.space.s32
    readonly property bool shown: page.figures.day !== ""

    function lasted(seconds: real): string {
        if (seconds < 0)
            return qsTr("还没有");
        if (seconds < 60)
            return qsTr("%1 秒").arg(Math.round(seconds));
        return seconds < 3600 ? qsTr("%1 分钟").arg(Math.round(seconds / 60)) : qsTr("%1 小时").arg((seconds / 3600).toFixed(1));
    }

    function wait(name: string): string {
        switch (name) {
        case "10":
            return qsTr("10 秒以内");
        case "60":
            return qsTr("1 分钟以内");
        case "600":
            return qsTr("10 分钟以内");
        case "3600":
            return qsTr("1 小时以内");
        case "longer":
            return qsTr("1 小时以上");
        default:
            return qsTr("还没有收到");
        }
    }

    function item(name: string): string {
        return name === "*" ? qsTr("其他事项") : name === "" ? qsTr("内容已清除") : name;
    }
    readonly property DeskTroubles troubles: DeskTroubles {}

    objectName: "deskFigures"
    color: Style.color.canvas

    Rectangle {
        id: top

        width: parent.width
        height: Style.size.banner + Style.space.s16
        color: Style.color.surface

        Label {
            objectName: "pageTitle"
            x: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            role: "heading"
            text: page.texts.page("figures")
            Accessible.role: Accessible.Heading
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            spacing: Style.space.targetGapMiddle

            OutlineButton {
                objectName: "figuresBack"
                small: true
                iconName: "chevron-left"
                text: page.texts.page("today")
                onTapped: Workbench.turnTo("today")
            }
            OutlineButton {
                objectName: "act.save"
                small: true
                busy: Workbench.busy
                enabledHere: Workbench.acts.indexOf("save") >= 0
                text: page.texts.act("save")
                onTapped: Workbench.act("save", "")
            }
        }
    }
    Row {
        id: line

        x: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s16
        height: Style.size.target
        spacing: Style.space.s24

        OutlineButton {
            objectName: "figuresBefore"
            small: true
            enabledHere: page.here + 1 < page.figures.days.length
            text: qsTr("前一天")
            onTapped: Workbench.choose(page.figures.days[page.here + 1])
        }
        Label {
            objectName: "figuresDay"
            height: parent.height
            role: "heading"
            text: page.figures.day
        }
        OutlineButton {
            objectName: "figuresAfter"
            small: true
            enabledHere: page.here > 0
            text: qsTr("后一天")
            onTapped: Workbench.choose(page.figures.days[page.here - 1])
        }
        Label {
            objectName: "figuresTotal"
            height: parent.height
            role: "bodyStrong"
            text: qsTr("办件 %1 件").arg(page.figures.total)
        }
        Label {
            height: parent.height
            role: "body"
            text: qsTr("平台收到用时（中位数）：%1").arg(page.lasted(page.figures.median))
            color: Style.color.ink2
        }
    }
    DeskColumns {
        id: hours

        x: Style.space.s32
        anchors.top: line.bottom
        anchors.topMargin: Style.space.s16
        width: page.across
        height: told.visible ? 232 : 272
        title: qsTr("按时段（点）")
        bars: page.figures.hours
    }
    Row {
        id: lower

        x: Style.space.s32
        anchors.top: hours.bottom
        anchors.topMargin: Style.space.s16
        spacing: Style.space.s16

        DeskBars {
            width: page.across - 2 * (Style.size.dialog / 2 + Style.space.s16)
            title: qsTr("按事项")
            rows: page.figures.items
            said: name => page.item(name)
        }
        DeskBars {
            width: Style.size.dialog / 2
            title: qsTr("按结果")
            rows: page.figures.outcomes
            said: name => page.texts.state(name)
        }
        DeskBars {
            width: Style.size.dialog / 2
            title: qsTr("平台多久收到")
            rows: page.figures.waits
            said: name => page.wait(name)
        }
    }
    NoteLine {
        id: told

        objectName: "figuresTold"
        visible: text !== ""
        x: Style.space.s32
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s16
        width: page.across
        role: "label"
        status: Workbench.problem !== "" ? "error" : "ok"
        text: Workbench.problem !== "" ? page.troubles.why(Workbench.problem) : Workbench.said === "save" ? qsTr("已存成 PDF：%1").arg(Workbench.saved) : ""
    }
}
