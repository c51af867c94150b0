// Somebody's code is held up, and the platform says what it is. Never "forged", and nothing concluded from silence.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool waiting: Verifying.phase === "waiting"
    readonly property bool told: Verifying.phase === "told"
    readonly property bool reading: page.waiting && Verifying.by !== ""
    readonly property bool camera: page.reading && Verifying.by === "camera"

    function headline(): string {
        if (page.told)
            return qsTr("平台是这样说的");
        if (Verifying.phase === "checking")
            return qsTr("正在问平台，请稍等");
        if (Verifying.phase === "unanswered")
            return qsTr("没有问到");
        return Verifying.by === "" ? qsTr("现在扫不了码") : page.camera ? qsTr("请把码放到摄像头下面") : qsTr("请把码对准扫码口");
    }

    function verdict(state: string): string {
        switch (state) {
        case "valid":
            return qsTr("是真的，现在有效");
        case "expired":
            return qsTr("已经过期");
        case "revoked":
            return qsTr("已经注销，或者已经用过");
        case "unknown":
            return qsTr("平台查不到这个码");
        default:
            return Verifying.text;
        }
    }

    function advice(state: string): string {
        switch (state) {
        case "valid":
            return qsTr("请再看一眼：持证人是不是面前这个人。");
        case "expired":
            return qsTr("如果是手机上的码，请对方点“换新码”再扫一次。");
        case "revoked":
            return qsTr("一个码只能用一次。请对方换一个新码，再扫一次。");
        case "unknown":
            return qsTr("可能没有电子化，也可能是假的，只凭这个码看不出来。打 %1 问。").arg(Chrome.hotline);
        default:
            return "";
        }
    }

    // Why a code that was held up was not asked about.
    function missed(code: string): string {
        return code === "scanner.too-long" ? qsTr("这个码太长了，不是证照的码。请换一个再扫。") : qsTr("没有读清楚，或者不是证照的码。放平、别反光，再扫一次。");
    }

    objectName: "verifyScreen"
    title: page.headline()
    subtitle: page.reading ? qsTr("电子证照的码、证照编号的码、证明上的验证码，都可以。") : ""
    stepsVisible: false

    StatusCard {
        objectName: "verify.missed"
        visible: page.reading && Verifying.fault !== ""
        tone: "warn"
        status: "attention"
        title: page.missed(Verifying.fault)
    }
    StatusCard {
        objectName: "verify.waiting"
        visible: page.reading || Verifying.phase === "checking"
        waiting: true
        title: page.reading ? qsTr("等您的码") : qsTr("不用再扫")
        text: page.reading ? qsTr("扫到会自己往下走，不用点。") : ""
    }
    Rectangle {
        visible: page.camera
        width: parent.width
        height: Style.size.scanPreview
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            objectName: "verify.preview"
            anchors.fill: parent
            anchors.margins: Style.border.control
            whole: true
            outline: Style.color.primary
            rim: Style.color.paper
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("摄像头看到的")
        }
    }
    FaultPanel {
        objectName: "verify.fault"
        visible: Verifying.phase === "unanswered" || (page.waiting && Verifying.by === "")
        title: page.waiting ? qsTr("扫码口和摄像头都用不了") : Texts.platform(Verifying.fault)
        text: page.waiting ? qsTr("可以换一台终端，也可以打 %1，报证照编号问。").arg(Chrome.hotline) : qsTr("这不说明码是真是假。请再扫一次。")
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "verify.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "verify.help"
        onFirst: Verifying.again()
        onSecond: Chrome.help()
    }
    Card {
        objectName: "verify.verdict"
        visible: page.told
        tone: Verifying.state === "valid" ? "success" : "strong"
        padding: Style.space.s40
        verticalPadding: Style.space.s36
        spacing: Style.space.s24

        Item {
            width: parent.width
            height: Math.max(shape.height, words.height)

            StatusShape {
                id: shape

                anchors.verticalCenter: parent.verticalCenter
                status: Verifying.state === "valid" ? "ok" : "attention"
                size: Style.size.resultShape
            }
            Column {
                id: words

                anchors.left: shape.right
                anchors.leftMargin: Style.space.s36
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    objectName: "verify.state"
                    width: parent.width
                    role: "dialogTitle"
                    text: page.verdict(Verifying.state)
                    Accessible.role: Accessible.AlertMessage
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: page.advice(Verifying.state)
                    color: Style.color.ink2
                }
            }
        }
        FactRow {
            visible: Verifying.name !== ""
            label: qsTr("证照")
            value: Verifying.name
        }
        FactRow {
            visible: Verifying.holders !== ""
            label: qsTr("持证人")
            value: Verifying.holders
        }
        FactRow {
            label: qsTr("核验时间")
            value: Texts.moment(Verifying.time)
            last: true
        }
        NoteLine {
            objectName: "verify.digit"
            visible: Verifying.wrongDigit
            status: "attention"
            text: qsTr("编号的校验位对不上。这样的真证也有，以平台的话为准。")
        }
    }
    NoteLine {
        visible: page.told
        iconName: "info-circle"
        text: qsTr("平台记下了这次核验的时间和用途。这台机器不留码，也不留名字。")
    }
    OutlineButton {
        objectName: "verify.again"
        visible: page.told
        width: parent.width
        text: qsTr("再验一个")
        iconName: "qrcode"
        onTapped: Verifying.again()
    }

    footer: ActionBar {
        primaryText: qsTr("完成，退出并清除信息")
        primaryVisible: page.told
        backVisible: !page.told
        onPrimary: Verifying.finish()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
