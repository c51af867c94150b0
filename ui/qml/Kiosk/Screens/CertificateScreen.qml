// A certificate on its way to paper: fetched, its seal checked, how many pages and what it costs, printed, taken away.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property string phase: Certificates.phase
    readonly property bool ready: page.phase === "ready"
    readonly property bool printing: page.phase === "printing"
    readonly property bool out: page.phase === "out"
    readonly property bool working: page.printing || page.phase === "asking" || page.phase === "fetching" || page.phase === "checking"
    readonly property bool stopped: !page.ready && !page.out && !page.working
    readonly property bool again: page.phase === "unreachable" || page.phase === "not-printed"

    objectName: "certificateScreen"
    title: CertificateTexts.headline(page.phase, Certificates.left)
    subtitle: CertificateTexts.sentence(page.phase)
    stepsVisible: false

    Card {
        objectName: "certificate.steps"
        visible: page.working
        verticalPadding: Style.space.s36

        Timeline {
            steps: page.working ? CertificateTexts.steps(page.phase, Certificates.done, Certificates.pages) : []
        }
    }
    NoteLine {
        visible: page.working
        role: "bodyLarge"
        text: page.printing ? qsTr("同一份不会打两次。请不要走开。") : qsTr("电子章对得上才会打印。")
    }
    OutlineButton {
        objectName: "certificate.stop"
        visible: page.working
        width: parent.width
        busy: Certificates.stopping
        text: qsTr("不打了")
        iconName: "x"
        onTapped: Certificates.stop()
    }
    FaultPanel {
        objectName: "certificate.fault"
        visible: page.stopped
        status: page.phase === "waits" || page.phase === "unknown" ? "attention" : "error"
        title: CertificateTexts.cause(page.phase, Certificates.fault)
        text: (Certificates.text === "" ? "" : Certificates.text + "。") + CertificateTexts.otherWay(page.phase)
        firstText: page.again ? qsTr("再试一次") : qsTr("请人帮忙")
        firstIcon: page.again ? "refresh" : "headset"
        firstName: page.again ? "certificate.retry" : "certificate.help"
        secondText: page.again ? qsTr("请人帮忙") : ""
        secondIcon: "headset"
        secondName: "certificate.help"
        onFirst: page.again ? Certificates.retry() : Chrome.help()
        onSecond: Chrome.help()
    }
    StatusCard {
        objectName: "certificate.out"
        visible: page.out
        tone: Certificates.left ? "warn" : "success"
        status: Certificates.left ? "attention" : "ok"
        title: qsTr("打印好了，共 %1 页").arg(Certificates.pages)
        text: Certificates.left ? qsTr("请从出纸口拿走，别留给下一个人看见") : qsTr("请从出纸口取走，数一数页数")
    }
    Card {
        visible: page.ready || page.out

        FactRow {
            label: qsTr("证明")
            value: Certificates.name
        }
        FactRow {
            objectName: "certificate.seal"
            label: qsTr("电子章")
            value: qsTr("有效 · %1").arg(Certificates.office)
        }
        FactRow {
            objectName: "certificate.serial"
            label: qsTr("编号")
            value: Certificates.serial
        }
        FactRow {
            objectName: "certificate.pages"
            label: qsTr("几页")
            value: qsTr("%1 页，打 1 份").arg(Certificates.pages)
        }
        FactRow {
            objectName: "certificate.fee"
            label: qsTr("收不收钱")
            value: Certificates.fee === "" ? qsTr("不知道，请打 %1 问").arg(Chrome.hotline) : Certificates.fee
        }
        FactRow {
            label: qsTr("还能打")
            value: qsTr("%1 份").arg(Certificates.printsLeft)
            last: true
        }
    }
    NoteLine {
        objectName: "certificate.printer"
        visible: page.ready && Certificates.printerFault !== ""
        status: "attention"
        role: "bodyStrong"
        color: Style.color.ink
        text: qsTr("%1。可以等一等，也可以换一台或者去窗口。").arg(CertificateTexts.printer(Certificates.printerFault))
    }
    NoteLine {
        objectName: "certificate.none"
        visible: page.ready && Certificates.printsLeft === 0
        status: "attention"
        role: "bodyStrong"
        color: Style.color.ink
        text: qsTr("这份证明的份数打完了。还要的话，请去窗口。")
    }
    OutlineButton {
        objectName: "certificate.another"
        visible: page.out && Certificates.printsLeft > 0
        width: parent.width
        text: qsTr("再打一份")
        iconName: "printer"
        onTapped: Certificates.another()
    }

    footer: ActionBar {
        primaryText: page.ready ? qsTr("打印") : page.out ? qsTr("纸拿好了，退出") : qsTr("完成，退出并清除信息")
        primaryVisible: page.ready ? Certificates.printsLeft > 0 && Certificates.printerFault === "" : !page.working
        backVisible: !page.working
        backText: page.out || page.stopped ? qsTr("打别的") : qsTr("返回")
        onPrimary: page.ready ? Certificates.accept() : Certificates.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
