// A short instruction video: still until somebody plays it, without sound until somebody wants it, its captions always
// below the picture. It stops for every dialog, and ends with the page.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    property string begun: ""
    readonly property bool failed: ShortVideo.phase === "failed"
    readonly property bool open: ShortVideo.phase === "ready" && picture.pictured
    readonly property bool covered: Chrome.dialog !== "none" || Chrome.displayOpen || Speech.curtain
    readonly property string caption: ShortVideo.captionAt(picture.moment)

    // What is wrong with it; what stands in the way of the line has words of its own.
    function wrong(code: string): string {
        switch (code) {
        case "video.missing":
            return qsTr("这段视频现在没有了");
        case "video.altered":
        case "video.too-large":
            return qsTr("取来的视频和平台登记的不一样，没有播放");
        case "video.no-room":
            return qsTr("这台机器存不下这段视频");
        case "video.undecodable":
            return qsTr("这台机器放不了这段视频");
        default:
            return Texts.platform(code);
        }
    }

    // Its process is begun once there is something to play, and anew after another try.
    function begin() {
        if (page.begun === ShortVideo.file)
            return;
        page.begun = ShortVideo.file;
        picture.open(ShortVideo.file);
    }

    function soundless(): string {
        return picture.sound === "none" ? qsTr("这段视频没有声音，看字幕就行。") : qsTr("这台机器没有声音，看字幕就行。");
    }

    objectName: "videoScreen"
    title: ShortVideo.title
    subtitle: page.failed ? "" : qsTr("共 %1 秒，有字幕。声音先关着。").arg(ShortVideo.seconds)
    stepsVisible: false
    Component.onCompleted: Qt.callLater(page.begin)
    onCoveredChanged: if (page.covered)
        picture.pause()
    onCaptionChanged: if (picture.standing === "playing")
        ShortVideo.watched()

    FaultPanel {
        objectName: "video.fault"
        visible: page.failed
        status: "attention"
        title: page.wrong(ShortVideo.fault)
        text: qsTr("不看视频也能办：办事指南里都写着。可以再试一次，也可以打 %1 问。").arg(Chrome.hotline)
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "video.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "video.help"
        onFirst: ShortVideo.retry()
        onSecond: Chrome.help()
    }
    Rectangle {
        id: frame

        visible: !page.failed
        width: parent.width
        height: Math.min(width * 3 / 4, Math.max(Style.size.videoLeast, page.paging.height - Style.space.s16 - (page.beside ? 0 : below.height + page.spacing)))
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        VideoItem {
            id: picture

            objectName: "video.picture"
            anchors.fill: parent
            anchors.margins: Style.border.control
            onChanged: if (picture.standing === "broken")
                ShortVideo.broken()
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("视频画面。里面说的是：%1").arg(ShortVideo.transcript)
            Accessible.ignored: page.failed
        }
        Label {
            objectName: "video.opening"
            anchors.centerIn: parent
            visible: !page.open
            role: "bodyLarge"
            text: qsTr("正在取视频，请稍等")
            color: Style.color.ink2
        }
    }
    Column {
        id: below

        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        visible: !page.failed
        spacing: Style.space.s24

        Card {
            visible: ShortVideo.transcript !== ""
            tone: "strong"

            // As high as the longest caption, so that nothing moves when one follows another.
            Item {
                width: parent.width
                height: room.height

                Label {
                    id: room

                    width: parent.width
                    opacity: 0
                    role: "heading"
                    text: ShortVideo.longest
                    Accessible.ignored: true
                }
                Label {
                    objectName: "video.caption"
                    width: parent.width
                    height: parent.height
                    role: "heading"
                    text: page.caption
                }
            }
        }
        VideoProgress {
            position: picture.standing === "ended" ? picture.length : picture.moment
            length: picture.length > 0 ? picture.length : 1000 * ShortVideo.seconds
        }
        OutlineButton {
            objectName: "video.sound"
            visible: page.open && ["on", "off"].includes(picture.sound)
            width: parent.width
            small: true
            text: picture.sound === "on" ? qsTr("声音开着，点这里关掉") : qsTr("声音关着，点这里打开")
            iconName: picture.sound === "on" ? "volume" : "volume-3"
            onTapped: picture.hear(picture.sound !== "on")
        }
        NoteLine {
            objectName: "video.soundless"
            visible: page.open && !["on", "off"].includes(picture.sound)
            iconName: "volume-3"
            text: page.soundless()
        }
    }

    Connections {
        function onChanged() {
            Qt.callLater(page.begin);
        }

        target: ShortVideo
    }

    footer: ActionBar {
        primaryText: picture.standing === "playing" ? qsTr("暂停") : picture.standing === "ended" ? qsTr("再看一遍") : qsTr("播放")
        primaryIcon: picture.standing === "playing" ? "player-pause" : picture.standing === "ended" ? "refresh" : "player-play"
        primaryVisible: page.open
        onPrimary: picture.standing === "playing" ? picture.pause() : picture.play()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
