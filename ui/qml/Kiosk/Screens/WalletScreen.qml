// The holder's licences; what is not found is explained, what cannot be fetched is never shown from memory.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool empty: Licences.held === 0 && !Licences.loading && Licences.fault === ""

    objectName: "walletScreen"
    title: qsTr("我的电子证照")
    subtitle: Licences.loading ? qsTr("正在向平台取，请稍等。") : Licences.held > 0 ? qsTr("点一张，当面出示二维码。") : ""

    StatusCard {
        objectName: "wallet.loading"
        visible: Licences.loading
        waiting: true
        title: qsTr("正在取您的证照")
    }
    FaultPanel {
        objectName: "wallet.fault"
        visible: Licences.fault !== "" && !Licences.loading
        title: Chrome.online ? Texts.platform(Licences.fault) : qsTr("连不上平台，取不到证照")
        text: qsTr("证照要当场向平台取，不会用旧的代替。可以再试一次，或者用实体证件。")
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "wallet.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "wallet.help"
        onFirst: Licences.retry()
        onSecond: Chrome.help()
    }
    FaultPanel {
        objectName: "wallet.empty"
        visible: page.empty
        status: "attention"
        title: qsTr("没查到证照")
        text: qsTr("可能还没有电子化，不代表您没有。可以用实体证件，或打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("请人帮忙")
        firstIcon: "headset"
        firstName: "wallet.emptyHelp"
        onFirst: Chrome.help()
    }
    Flow {
        id: occasions

        readonly property real quarter: (width - Style.columns * spacing) / (Style.columns + 1)

        width: parent.width
        visible: Licences.held > 0 && !Licences.loading
        spacing: Style.space.targetGapMiddle

        ChipButton {
            objectName: "occasion.all"
            width: occasions.quarter
            text: qsTr("全部")
            chosen: Licences.all
            onTapped: Licences.chooseOccasion("")
        }
        Repeater {
            model: Licences.occasions

            ChipButton {
                required text
                required chosen
                required property string code

                objectName: "occasion." + code
                width: occasions.quarter
                onTapped: Licences.chooseOccasion(code)
            }
        }
    }
    NoteLine {
        objectName: "wallet.noneHere"
        visible: Licences.held > 0 && Licences.count === 0 && !Licences.loading
        role: "bodyLarge"
        text: qsTr("这个场景用的证照，您一张也没有查到。点“全部”看别的。")
    }
    Column {
        id: area

        visible: Licences.count > 0 && !Licences.loading
        width: parent.width
        spacing: Style.space.targetGapMiddle

        Repeater {
            model: Licences.rows

            LicenceRow {}
        }
        Label {
            width: area.width
            visible: Licences.updatedAt !== ""
            role: "label"
            text: qsTr("数据更新于 %1").arg(Licences.updatedAt)
            color: Style.color.ink2
        }
    }

    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        onPrimary: Licences.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
