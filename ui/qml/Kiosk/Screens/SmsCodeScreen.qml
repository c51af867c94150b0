// The code from a short message, on the keypad of the page.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property int places: 6
    property string code: ""
    property bool complain: false
    // A new answer empties the boxes, once; the ticking clock of 再发一次 must not touch what is being typed.
    readonly property string verdict: Identity.codeError + Identity.codeTries
    readonly property bool waiting: Identity.pending
    readonly property bool refused: Identity.codeError !== "" && page.code === "" && !Identity.pending
    readonly property string error: page.refused ? page.refusal(Identity.codeError, Identity.codeTries) : page.complain && page.code.length < page.places ? qsTr("还差 %1 位数字").arg(page.places - page.code.length) : ""

    function refusal(error: string, tries: int): string {
        return error === "late" ? qsTr("验证码过期了，请再要一个") : qsTr("验证码不对，还可以试 %1 次").arg(tries);
    }

    function submit() {
        page.complain = page.code.length < page.places;
        if (!page.complain)
            Identity.enterCode(page.code);
    }

    objectName: "smsCodeScreen"
    title: qsTr("请输入短信里的 6 位数字")
    titleRole: "titleSmall"
    subtitle: Identity.maskedPhone === "" ? qsTr("正在发短信") : qsTr("发到 %1").arg(Identity.maskedPhone)

    onVerdictChanged: page.code = ""
    onWaitingChanged: {
        if (!page.waiting && Identity.codeError !== "")
            page.code = "";
    }

    CodeBoxes {
        code: page.code
        places: page.places
        wrong: page.error !== ""
    }
    NoteLine {
        objectName: "sms.error"
        visible: page.error !== ""
        status: "error"
        role: "bodyStrong"
        text: page.error
        color: Style.color.error
    }
    Row {
        id: ways

        width: parent.width
        topPadding: Style.space.s12
        spacing: Style.space.targetGapWide

        OutlineButton {
            id: again

            objectName: "sms.resend"
            width: (ways.width - ways.spacing) / 2
            height: Math.max(implicitHeight, other.implicitHeight)
            small: true
            enabledHere: Identity.resendSeconds === 0 && !Identity.pending
            text: Identity.resendSeconds > 0 ? qsTr("没收到？%1 秒后可以再发").arg(Identity.resendSeconds) : qsTr("没收到？再发一次")
            onTapped: Identity.resend()
        }
        OutlineButton {
            id: other

            objectName: "sms.otherWay"
            width: (ways.width - ways.spacing) / 2
            height: Math.max(implicitHeight, again.implicitHeight)
            small: true
            text: qsTr("换一种方式")
            onTapped: Chrome.back()
        }
    }

    tray: NumericKeypad {
        onDigit: d => {
            page.complain = false;
            if (page.code.length < page.places && !Identity.pending)
                page.code += d;
        }
        onClear: page.code = ""
        onBackspace: page.code = page.code.slice(0, -1)
    }
    footer: ActionBar {
        primaryText: qsTr("确认")
        busy: Identity.pending
        onPrimary: page.submit()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
