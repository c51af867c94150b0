// The face check: one sentence of what to do, the mirror picture, and the other way always one touch away.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property string sentence: Identity.pending ? qsTr("比对好了，正在告诉平台") : Identity.challenge !== "" ? TaskTexts.challenge(Identity.challenge) : TaskTexts.guidance(Identity.guidance)
    // While a movement is asked for, only what stops it is said beside it.
    readonly property string aside: Identity.challenge !== "" && ["no-face", "several-faces"].includes(Identity.guidance) ? TaskTexts.guidance(Identity.guidance) : ""
    readonly property string icon: Identity.pending ? "" : TaskTexts.challengeIcon(Identity.challenge)

    objectName: "faceScreen"

    Item {
        id: order

        width: parent.width
        // Two lines, so that the picture stays where it is whatever the sentence.
        height: Math.max(2 * Style.type.title.line + Style.type.bodyLarge.line, Style.grade > 0 ? said.height : 0)

        Icon {
            id: sign

            y: Math.max(0, (words.height - height) / 2)
            name: page.icon
            size: Style.size.challengeIcon
        }
        Column {
            id: said

            anchors.left: parent.left
            anchors.leftMargin: page.icon === "" ? 0 : Style.size.challengeIcon + Style.space.s28
            anchors.right: parent.right

            Label {
                id: words

                objectName: "pageTitle"
                width: parent.width
                role: "title"
                text: page.sentence
                Accessible.role: Accessible.AlertMessage
            }
            Label {
                objectName: "face.progress"
                width: parent.width
                role: "bodyLarge"
                text: page.aside !== "" ? page.aside : Identity.challenge === "" ? "" : qsTr("第 %1 个动作，共 %2 个").arg(Math.min(Identity.challengesDone + 1, Identity.challengesTotal)).arg(Identity.challengesTotal)
                color: page.aside !== "" ? Style.color.warn : Style.color.ink2
            }
        }
    }
    Rectangle {
        width: parent.width
        height: page.beside ? page.paging.height - order.height - page.spacing - Style.space.s32 : page.paging.height - order.height - foot.height - 2 * page.spacing - Style.space.s32
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            id: preview

            objectName: "face.preview"
            anchors.fill: parent
            anchors.margins: Style.border.control
            mirrored: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("镜子里的您")
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
    }
    Column {
        id: foot

        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: Style.space.s20

        NoteLine {
            objectName: "face.attempt"
            status: Identity.attempt > 1 ? "attention" : ""
            text: Identity.attempt > 1 ? qsTr("%1（第 %2 次，共 %3 次）").arg(TaskTexts.attempt(Identity.attemptReason)).arg(Identity.attempt).arg(Identity.attempts) : qsTr("照片只用来比对，比完马上删。")
        }
        OutlineButton {
            objectName: "face.otherWay"
            width: parent.width
            text: Identity.smsOpen ? qsTr("改用短信") : qsTr("换一种方式")
            iconName: Identity.smsOpen ? "device-mobile-message" : "arrow-left"
            onTapped: Identity.chooseWay("sms")
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
