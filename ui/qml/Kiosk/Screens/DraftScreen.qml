// A form that was kept: go on with it, or throw it away.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.ViewModels

Page {
    id: page

    property bool asking: false
    readonly property bool open: Keeping.blocked === ""

    function blockedText(why: string): string {
        switch (why) {
        case "gone":
            return qsTr("这一项服务现在不提供了，不能接着办。");
        case "expired":
            return qsTr("证件过期了，能看，不能接着办。");
        default:
            return qsTr("连不上平台，现在取不到填好的内容。");
        }
    }

    objectName: "draftScreen"
    title: Keeping.name
    subtitle: qsTr("这份没填完，还没有提交。")
    stepsVisible: false

    StatusCard {
        objectName: "draft.blocked"
        visible: !page.open
        tone: "warn"
        status: "attention"
        title: qsTr("现在不能接着办")
        text: page.blockedText(Keeping.blocked)
    }
    StatusCard {
        objectName: "draft.refused"
        visible: Keeping.refused !== ""
        tone: "warn"
        status: "attention"
        title: qsTr("没有办成")
        text: MatterTexts.refused(Keeping.refused)
    }
    Card {
        FactRow {
            label: qsTr("存的时间")
            value: Texts.moment(Keeping.saved)
        }
        FactRow {
            label: qsTr("保留到")
            value: Texts.date(Keeping.until)
            last: true
        }
    }
    NoteLine {
        iconName: "info-circle"
        text: qsTr("到期没提交，会自动删掉。在别的终端刷同一张证件，也能接着办。")
    }
    OutlineButton {
        objectName: "draft.drop"
        width: parent.width
        enabledHere: !Keeping.busy
        text: qsTr("不要了，删掉")
        iconName: "trash"
        onTapped: page.asking = true
    }

    footer: ActionBar {
        primaryText: Keeping.busy ? qsTr("请稍等…") : qsTr("接着办")
        primaryVisible: page.open
        busy: Keeping.busy
        onPrimary: Keeping.takeUp()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }

    Loader {
        parent: page
        anchors.fill: parent
        active: page.asking
        sourceComponent: ModalDialog {
            title: qsTr("要删掉这份吗？")
            text: qsTr("删掉以后找不回来，要办得从头填。")
            primaryText: qsTr("不删")
            secondaryText: qsTr("删掉")
            onPrimary: page.asking = false
            onSecondary: {
                page.asking = false;
                Keeping.drop();
            }
        }
    }
}
