// The company (法人) that somebody acts for: by what right, its licences, and what can be done for it here.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "companyScreen"
    title: Company.name
    subtitle: qsTr("%1，%2").arg(Company.person).arg(Company.role)
    stepsVisible: false

    PagedArea {
        height: page.availableHeight - Style.space.s16
        spacing: Style.space.s20

        NoteLine {
            objectName: "company.notForIt"
            visible: Company.notForIt !== ""
            status: "attention"
            color: Style.color.ink
            text: qsTr("“%1”不是给这一类单位办的。下面是能替它办的。").arg(Company.notForIt)
        }
        Card {
            FactRow {
                label: qsTr("信用代码")
                value: Company.code
            }
            FactRow {
                label: qsTr("住所")
                value: Company.address
                last: paperRows.count === 0
            }
            Repeater {
                id: paperRows

                model: Company.papers

                Item {
                    id: paper

                    required property int index
                    required property string name
                    required property string status
                    required property string number

                    width: parent ? parent.width : implicitWidth
                    height: words.height + 2 * Style.space.s20
                    Accessible.role: Accessible.ListItem
                    Accessible.name: paper.name + "，" + paper.number + "，" + tag.text

                    Column {
                        id: words

                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - tag.width - Style.space.s20

                        Label {
                            width: parent.width
                            role: "bodyStrong"
                            text: paper.name
                            Accessible.ignored: true
                        }
                        Label {
                            width: parent.width
                            role: "label"
                            text: paper.number
                            color: Style.color.ink2
                            Accessible.ignored: true
                        }
                    }
                    LicenceTag {
                        id: tag

                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        licenceStatus: paper.status
                    }
                }
            }
        }
        Card {
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "company.benefits"
                title: qsTr("惠企政策：哪些可以直接享受")
                note: Company.canMatch ? qsTr("按平台上的记录找，不用填表") : qsTr("网络断了，现在查不了")
                noteBelow: true
                iconName: "award"
                enabledHere: Company.canMatch
                last: true
                onTapped: Company.openBenefits()
            }
        }
        Label {
            width: parent.width
            topPadding: Style.space.s12
            role: "heading"
            text: itemRows.count > 0 ? qsTr("在这里能替它办") : qsTr("这里现在没有能替它办的事项，请打 %1 问。").arg(Chrome.hotline)
            Accessible.role: Accessible.Heading
        }
        Card {
            visible: itemRows.count > 0
            padding: 0
            verticalPadding: 0

            Repeater {
                id: itemRows

                model: Company.items

                ListRow {
                    required property int index
                    required property string code
                    required property string name
                    required property string reason
                    required note

                    objectName: "company.item-" + code
                    title: name
                    noteBelow: true
                    iconName: "file-text"
                    enabledHere: reason === ""
                    last: index === itemRows.count - 1
                    onTapped: Browse.chooseItem(code)
                }
            }
        }
    }

    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        onPrimary: Company.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
