// Something to read: a paper of open government, or a place to go to. Large, plain, screen by screen.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    function labelOf(name: string): string {
        switch (name) {
        case "now":
            return qsTr("现在");
        case "address":
            return qsTr("地址");
        case "hours":
            return qsTr("什么时候开");
        case "phone":
            return qsTr("电话");
        case "items":
            return qsTr("能办什么");
        case "department":
            return qsTr("谁发的");
        case "number":
            return qsTr("文号");
        default:
            return qsTr("哪天发的");
        }
    }

    objectName: "paperScreen"
    titleRole: "titleSmall"
    title: Paper.title
    stepsVisible: false

    StatusCard {
        objectName: "paper.loading"
        visible: Paper.loading
        waiting: true
        title: qsTr("正在取，请稍等")
    }
    FaultPanel {
        objectName: "paper.fault"
        visible: Paper.fault !== ""
        title: Texts.platform(Paper.fault)
        text: qsTr("可以再试一次，也可以打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "paper.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "paper.help"
        onFirst: Paper.retry()
        onSecond: Chrome.help()
    }
    Column {
        objectName: "paper.text"
        visible: !Paper.loading && Paper.fault === ""
        width: parent.width
        spacing: Style.space.s28

        Card {
            Repeater {
                id: facts

                model: Paper.facts

                FactRow {
                    required property int index
                    required property var model

                    label: page.labelOf(model.name)
                    value: model.name === "day" ? Texts.date(model.value) : model.name === "now" ? ChooseTexts.now(model.value) : model.value
                    last: index === facts.count - 1
                }
            }
        }
        Repeater {
            model: Paper.paragraphs

            Label {
                required property string modelData

                width: page.contentWidth
                role: "bodyLarge"
                text: modelData
            }
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
