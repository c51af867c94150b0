// Photograph a document: live picture with the outline of the page, then the question whether it can be read.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool review: Scan.phase === "review"
    readonly property bool broken: Scan.phase === "fault"
    readonly property bool missed: Scan.phase === "live" && Scan.fault !== "" && !(page.seen && Scan.fault === "page.not-found")
    readonly property bool seen: ["", "no-page", "too-small", "cut-off", "covered"].indexOf(Scan.hint) < 0

    // While a page is laid down: one sentence, changing with what the camera sees.
    function hintText(hint: string): string {
        switch (hint) {
        case "ready":
            return qsTr("四个角都看到了，可以拍了。");
        case "no-page":
            return qsTr("还没看到纸。请平放到台面中间。");
        case "too-small":
            return qsTr("看起来太小了。请放到台面中间。");
        case "cut-off":
            return qsTr("有一边没拍到。请往中间挪一挪。");
        case "covered":
            return qsTr("边上被挡住了。请把手和别的东西拿开。");
        case "too-dark":
            return qsTr("太暗了。请别挡住灯光。");
        case "too-bright":
            return qsTr("太亮了。请换个位置放。");
        case "glare":
            return qsTr("有反光。请转一点角度再放。");
        default:
            return qsTr("放好了，点“拍照”。");
        }
    }

    // Why a page was not taken, and what to do.
    function missedText(code: string): string {
        switch (code) {
        case "page.blurred":
            return qsTr("没拍清楚。请放平不要动，再点“拍照”。");
        case "page.too-large":
            return qsTr("这一页图案太多，存不下。请只放一页，再点“拍照”。");
        default:
            return qsTr("没拍成：没看到整张纸。四个角都露出来，再点“拍照”。");
        }
    }

    objectName: "scanScreen"
    title: page.broken ? qsTr("现在拍不了") : page.review ? qsTr("看得清吗？") : qsTr("请把%1放平，对准框").arg(Scan.material)
    subtitle: page.broken ? "" : page.review ? qsTr("字要能看清，四个角都在。") : qsTr("四个角都在框里，别反光。只扫描自己的材料。")

    Rectangle {
        id: frame

        visible: !page.broken
        width: parent.width
        height: Style.landscape ? page.paging.height - Style.space.s16 - (page.beside ? 0 : page.paging.pagerHeight) : Style.size.scanPreview
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            id: preview

            objectName: "scan.preview"
            anchors.fill: parent
            anchors.margins: Style.border.control
            whole: true
            outline: Style.color.primary
            rim: Style.color.paper
            Accessible.role: Accessible.Graphic
            Accessible.name: Scan.material
        }
        Column {
            anchors.centerIn: parent
            visible: !preview.live
            spacing: Style.space.s24

            WaitingDots {
                anchors.horizontalCenter: parent.horizontalCenter
            }
            Label {
                role: "bodyLarge"
                text: qsTr("正在打开摄像头")
                color: Style.color.ink2
            }
        }
        Repeater {
            model: page.review || page.seen ? 0 : 4

            Item {
                id: corner

                required property int index

                x: corner.index % 2 === 0 ? Style.space.s40 : frame.width - width - Style.space.s40
                y: corner.index < 2 ? Style.space.s40 : frame.height - height - Style.space.s40
                width: Style.size.cornerMark
                height: Style.size.cornerMark

                Rectangle {
                    y: corner.index < 2 ? 0 : parent.height - height
                    width: parent.width
                    height: Style.space.s12
                    color: Style.color.primary
                    border.width: Style.border.divider
                    border.color: Style.color.paper
                }
                Rectangle {
                    x: corner.index % 2 === 0 ? 0 : parent.width - width
                    width: Style.space.s12
                    height: parent.height
                    color: Style.color.primary
                    border.width: Style.border.divider
                    border.color: Style.color.paper
                }
            }
        }
    }
    FaultPanel {
        objectName: "scan.fault"
        visible: page.broken
        title: Texts.camera(Scan.fault)
        text: qsTr("已经填的都还在。可以再试一次，也可以请人帮忙，或者带材料到窗口办。")
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "scan.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "scan.help"
        onFirst: Scan.retry()
        onSecond: Chrome.help()
    }
    Column {
        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: page.spacing

        NoteLine {
            objectName: "scan.advice"
            visible: !page.broken
            iconName: page.missed ? "alert-triangle" : page.review ? "eye" : "camera"
            role: "bodyLarge"
            text: page.review ? qsTr("不清楚就重拍，拍几次都可以。") : page.missed ? page.missedText(Scan.fault) : page.hintText(Scan.hint)
        }
        OutlineButton {
            objectName: "scan.whole"
            visible: page.missed && Scan.fault === "page.not-found"
            width: parent.width
            text: qsTr("不裁边，就这样拍")
            iconName: "camera"
            onTapped: Scan.takeWhole()
        }
        OutlineButton {
            objectName: "scan.drop"
            visible: page.review
            width: parent.width
            text: qsTr("重拍")
            iconName: "refresh"
            onTapped: Scan.dropPicture()
        }
    }

    footer: ActionBar {
        primaryText: page.review ? qsTr("清楚，用这张") : qsTr("拍照")
        primaryIcon: page.review ? "check" : "camera"
        primaryVisible: !page.broken
        onPrimary: page.review ? Scan.keepPicture() : Scan.takePicture()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
