// What becomes of 先存着，下次接着办: kept, until when and how to go on; or not kept, and what one can do.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool kept: Keeping.phase === "saved"
    readonly property bool failed: Keeping.phase === "failed"
    readonly property bool atDesk: page.kept && Keeping.code !== ""

    objectName: "draftKeptScreen"
    title: page.atDesk ? qsTr("请把这个码告诉工作人员") : page.kept ? qsTr("存好了，下次接着办") : page.failed ? qsTr("没有存成") : qsTr("正在存，请稍等")
    subtitle: Keeping.name
    stepsVisible: false

    StatusCard {
        objectName: "kept.saving"
        visible: !page.kept && !page.failed
        waiting: true
        title: qsTr("正在存到平台")
    }
    HandoverWord {
        visible: page.atDesk
        code: Keeping.code
    }
    Card {
        objectName: "kept.card"
        visible: page.kept
        provisional: true
        tone: "warn"
        spacing: Style.space.s16

        Label {
            width: parent.width
            role: "heading"
            text: qsTr("还没有提交，不算已经申请")
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: page.atDesk ? qsTr("这个码用一次，%1 以前有效。请抄下来再离开。").arg(Texts.moment(Keeping.codeUntil)) : qsTr("保留到 %1，过期自动删掉。").arg(Texts.date(Keeping.until))
        }
    }
    Timeline {
        visible: page.atDesk
        steps: [MatterTexts.step("ok", qsTr("填好的已经存在平台"), qsTr("证件和照片不在里面")), MatterTexts.step("todo", qsTr("到服务台报这个码"), qsTr("工作人员看得到填的内容，帮您填完")), MatterTexts.step("todo", qsTr("回到终端，点首页“我的办件”"), qsTr("刷证件，自己核对、提交，不用再填"))]
    }
    OutlineButton {
        objectName: "kept.staff"
        visible: page.kept && !page.atDesk
        width: parent.width
        text: qsTr("请工作人员帮我填")
        iconName: "headset"
        onTapped: Keeping.askStaff()
    }
    Timeline {
        visible: page.kept && !page.atDesk
        steps: [MatterTexts.step("ok", qsTr("已经存在平台"), qsTr("只有您自己取得出来")), MatterTexts.step("todo", qsTr("下次来，点首页“我的办件”"), qsTr("这台终端、别的终端都行")), MatterTexts.step("todo", qsTr("刷同一张证件，确认是本人"), qsTr("填好的都在，接着往下填"))]
    }
    FaultPanel {
        objectName: "kept.failed"
        visible: page.failed
        status: "attention"
        title: Keeping.fault === "platform.conflict" ? qsTr("这份已经在别的终端接着办了") : Texts.platform(Keeping.fault)
        text: qsTr("填好的还在这一次里。可以返回填完直接提交，连不上也会先存在这台终端；或者再存一次。")
        firstText: qsTr("再存一次")
        firstIcon: "refresh"
        firstName: "kept.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "kept.help"
        onFirst: Keeping.retry()
        onSecond: Chrome.help()
    }

    footer: ActionBar {
        backText: qsTr("返回，接着填")
        backVisible: page.kept || page.failed
        primaryText: qsTr("完成，退出并清除信息")
        primaryVisible: page.kept || page.failed
        onPrimary: Keeping.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
