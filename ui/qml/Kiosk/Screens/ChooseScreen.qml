// One of a list: every row is a whole target; what cannot be chosen says why.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool empty: Choices.count === 0 && !Choices.loading && Choices.fault === ""

    objectName: "chooseScreen"
    title: ChooseTexts.title(Choices.page, Choices.subject)
    subtitle: ChooseTexts.sentence(Choices.page, Choices.subject)
    stepsVisible: false

    NoteLine {
        objectName: "choose.notice"
        visible: Choices.notice !== ""
        status: "attention"
        role: "bodyStrong"
        color: Style.color.ink
        text: ChooseTexts.notice(Choices.notice)
    }
    StatusCard {
        objectName: "choose.loading"
        visible: Choices.loading
        waiting: true
        title: ChooseTexts.waiting(Choices.page)
    }
    FaultPanel {
        objectName: "choose.fault"
        visible: Choices.fault !== "" && !Choices.loading
        title: Chrome.online ? Texts.platform(Choices.fault) : qsTr("连不上平台，现在查不到")
        text: qsTr("可以再试一次，也可以打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "choose.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "choose.help"
        onFirst: Choices.retry()
        onSecond: Chrome.help()
    }
    FaultPanel {
        objectName: "choose.empty"
        visible: page.empty
        status: "attention"
        title: ChooseTexts.empty(Choices.page)
        firstText: qsTr("请人帮忙")
        firstIcon: "headset"
        firstName: "choose.emptyHelp"
        onFirst: Chrome.help()
    }
    Column {
        visible: Choices.count > 0 && !Choices.loading && Choices.fault === ""
        width: parent.width
        spacing: Style.space.targetGap

        Repeater {
            model: Choices.rows

            Card {
                id: line

                required property string key
                required property string title
                required property string note
                required property string icon
                required property string status
                required property bool open
                required property string mark

                padding: 0
                verticalPadding: 0

                ListRow {
                    objectName: "choose." + line.key
                    title: ChooseTexts.row(Choices.page, line.key, line.title)
                    note: (line.mark === "" ? "" : ChooseTexts.now(line.mark) + " · ") + ChooseTexts.note(Choices.page, line.note, line.open)
                    noteBelow: line.note !== "" || !line.open
                    iconName: line.icon
                    status: line.status
                    enabledHere: line.open
                    last: true
                    onTapped: Choices.choose(line.key)
                }
            }
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
