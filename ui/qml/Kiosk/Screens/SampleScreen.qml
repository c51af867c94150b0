// A filled-in sample of a paper, large enough to read; of somebody who does not exist.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool failed: Supply.phase === "failed"

    objectName: "sampleScreen"
    title: qsTr("样表：%1").arg(Supply.material)
    subtitle: page.failed ? "" : qsTr("照这样填就行。里面的人和事都是编的。")
    stepsVisible: false

    StatusCard {
        objectName: "sample.loading"
        visible: Supply.phase === "opening"
        waiting: true
        title: qsTr("正在取，请稍等")
    }
    FaultPanel {
        objectName: "sample.fault"
        visible: page.failed
        title: Texts.platform(Supply.fault)
        text: qsTr("没有样表也能办。可以再试一次，也可以打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "sample.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "sample.help"
        onFirst: Supply.retry()
        onSecond: Chrome.help()
    }
    Rectangle {
        visible: Supply.phase === "review"
        width: parent.width
        height: Math.max(0, page.availableHeight - Style.space.s20)
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            objectName: "sample.picture"
            anchors.fill: parent
            anchors.margins: Style.border.control
            whole: true
            Accessible.role: Accessible.Graphic
            Accessible.name: page.title
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
