// The items of one topic, or all of them.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    // Where there is hardly room below what stands above it, the list has a screen of its own.
    readonly property real spare: page.availableHeight - page.spacing - (doors.height > 0 ? doors.height + page.spacing : 0)

    objectName: "categoryScreen"
    title: Browse.joined ? qsTr("一件事，一次办") : Browse.title === "" ? qsTr("全部服务") : Browse.title
    subtitle: Browse.joined ? qsTr("几件事合成一件：一次填表，一次交材料。") : !Browse.known ? (Chrome.online ? qsTr("正在读事项目录，请稍等。") : "") : qsTr("共 %1 项。点一项，先看要带什么。").arg(Browse.count)
    stepsVisible: false

    Column {
        id: doors

        width: parent.width

        Column {
            parent: page.beside ?? doors
            width: parent?.width ?? 0
            spacing: page.spacing

            Card {
                visible: Certificates.offered
                padding: 0
                verticalPadding: 0

                ListRow {
                    objectName: "certificates.open"
                    title: qsTr("现在就打证明")
                    note: CertificateTexts.blocked(Certificates.blocked)
                    noteBelow: true
                    iconName: "printer"
                    enabledHere: Certificates.blocked === ""
                    last: true
                    onTapped: Certificates.open()
                }
            }
            Card {
                visible: Browse.organisations
                padding: 0
                verticalPadding: 0

                ListRow {
                    objectName: "company.open"
                    title: qsTr("替企业办")
                    note: Browse.walletReason === "" ? qsTr("法定代表人或经办人，刷自己的证") : qsTr("现在办不了：要连上平台、能读卡")
                    noteBelow: true
                    iconName: "building"
                    enabledHere: Browse.walletReason === ""
                    last: true
                    onTapped: Company.open()
                }
            }
        }
    }
    ItemList {
        room: page.spare < 3 * Style.size.iconRow ? page.availableHeight - Style.size.target - Style.space.s48 : page.spare
    }
    Card {
        visible: Browse.known && Browse.count === 0

        Label {
            width: parent.width
            text: qsTr("这一类现在没有能在这里办的事项。可以搜一搜，或者打 %1 问。").arg(Chrome.hotline)
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
