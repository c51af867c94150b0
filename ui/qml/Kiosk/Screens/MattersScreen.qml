// 我的办件: drafts first, then one's cases, the latest first; from every terminal, or what this one knows.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool empty: Matters.count + Matters.draftCount === 0 && !Matters.loading && Matters.fault === ""

    objectName: "mattersScreen"
    title: qsTr("我的办件")
    subtitle: Matters.loading ? qsTr("正在向平台查，请稍等。") : page.empty ? "" : qsTr("点一件，看办到哪一步了。")
    stepsVisible: false

    StatusCard {
        objectName: "matters.loading"
        visible: Matters.loading
        waiting: true
        title: qsTr("正在查您的办件")
    }
    FaultPanel {
        objectName: "matters.empty"
        visible: page.empty
        status: "attention"
        title: Matters.asked ? qsTr("没查到办件") : qsTr("这台终端里没有您的办件")
        text: Matters.asked ? qsTr("刚交的要等几分钟。窗口办的也可以打 %1 问。").arg(Chrome.hotline) : qsTr("现在连不上平台，只能看这台终端里的。连上以后再来查，或打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("再查一次")
        firstIcon: "refresh"
        firstName: "matters.again"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "matters.help"
        onFirst: Matters.retry()
        onSecond: Chrome.help()
    }
    OutlineButton {
        objectName: "matters.code"
        visible: Matters.taking === "yes" && !Matters.loading
        width: parent.width
        small: true
        text: qsTr("工作人员帮我填的：输入办理码")
        iconName: "headset"
        onTapped: Matters.openCode()
    }
    Column {
        id: area

        visible: !Matters.loading && !page.empty
        width: parent.width
        spacing: Style.space.targetGapWide

        StatusCard {
            objectName: "matters.fault"
            visible: !Matters.asked
            tone: "warn"
            status: "attention"
            title: Matters.fault === "" || !Chrome.online ? qsTr("现在连不上平台") : Texts.platform(Matters.fault)
            text: qsTr("下面只有这台终端知道的，可能不是最新的。")
            buttonText: qsTr("再查一次")
            buttonName: "matters.retry"
            onTapped: Matters.retry()
        }
        Label {
            width: area.width
            visible: Matters.draftCount > 0
            role: "cardLabel"
            text: qsTr("没填完的")
            Accessible.role: Accessible.Heading
        }
        Repeater {
            model: Matters.drafts

            MatterCard {
                objectName: "draft." + row_id
                words: qsTr("%1 存的，还没有提交").arg(Texts.moment(time))
                onTapped: Matters.chooseDraft(row_id)
            }
        }
        Label {
            width: area.width
            visible: Matters.count > 0
            role: "cardLabel"
            text: qsTr("交过的")
            Accessible.role: Accessible.Heading
        }
        Repeater {
            model: Matters.rows

            MatterCard {
                objectName: "matter." + row_id
                words: MatterTexts.word(standing, said)
                when: Texts.moment(time)
                onTapped: Matters.choose(row_id)
            }
        }
        Label {
            width: area.width
            visible: Matters.listedAt !== ""
            role: "label"
            text: qsTr("数据更新于 %1").arg(Matters.listedAt)
            color: Style.color.ink2
        }
    }

    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        onPrimary: Matters.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
