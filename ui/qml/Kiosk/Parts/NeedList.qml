// What an item needs at this terminal and how it stands now: one line where all is well, a line for each where not,
// with what is nearest instead. It changes while one looks at it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: list

    readonly property bool closed: Guide.blocked !== ""

    function wordsOf(name: string, standing: string, reason: string): string {
        switch (reason === "" ? name : reason) {
        case "at-banks":
            return qsTr("这一项在银行网点的终端上办，这台终端不办。");
        case "elsewhere":
            return qsTr("这一项在别处的终端上办，这台终端不办。");
        case "reader":
            return qsTr("读卡区正常");
        case "reader-out":
            return qsTr("读卡区坏了，这台机器现在读不了证件。我们已报修。");
        case "store":
            return qsTr("这台机器现在存不下新的办件。");
        case "network":
            return qsTr("连得上平台，交了马上送到");
        case "saved":
            return qsTr("%1。可以先填好存在这台机器里，连上就自动送出；送到部门以前不算受理。").arg(Texts.line(Chrome.linkFault));
        case "not-offline":
            return qsTr("%1。这一项不能先保存后送出，要等连上平台。").arg(Texts.line(Chrome.linkFault));
        case "identity":
            return qsTr("确认本人：短信验证码或刷脸，任选一种");
        case "signature":
            return qsTr("确认本人：刷证和签名，平台以后核对");
        case "no-face":
            return qsTr("刷脸现在用不了，用短信验证码确认本人");
        case "page-camera":
            return qsTr("拍材料的摄像头正常");
        case "page-camera-out":
            return standing === "stop" ? qsTr("这一项要拍材料，拍材料的摄像头现在用不了。") : qsTr("拍材料的摄像头现在用不了；选交的材料可以不交");
        case "page-camera-phone":
            return qsTr("拍材料的摄像头现在用不了，材料用手机拍了传过来");
        case "page-camera-stick":
            return qsTr("拍材料的摄像头现在用不了，材料从 U 盘上交");
        case "page-camera-files":
            return qsTr("拍材料的摄像头现在用不了，材料用手机拍了传过来，或者从 U 盘上交");
        case "page-camera-instead":
            return qsTr("拍材料的摄像头现在用不了，材料可以以后再交，或者签一份承诺");
        case "printer":
            return qsTr("凭条能打印");
        case "paper-out":
            return qsTr("没有纸了，打不了凭条；结果可以扫码带走");
        case "printer-out":
            return qsTr("现在打不了凭条；结果可以扫码带走");
        default:
            return qsTr("这台机器现在办不了这一项。");
        }
    }

    function shapeOf(standing: string): string {
        return standing === "stop" ? "error" : standing === "less" ? "attention" : "ok";
    }

    objectName: "needs"
    tone: list.closed ? "error" : Guide.ready ? "plain" : "warn"
    spacing: Style.space.s16

    NoteLine {
        objectName: "allReady"
        visible: Guide.ready
        status: "ok"
        role: "bodyStrong"
        text: qsTr("现在就能在这里办：读卡、网络、打印都查过了")
        color: Style.color.ink
    }
    Repeater {
        model: Guide.needs

        NoteLine {
            required property string name
            required property string standing
            required property string reason

            objectName: "need-" + name
            visible: !Guide.ready
            status: list.shapeOf(standing)
            role: standing === "stop" ? "bodyStrong" : "body"
            text: list.wordsOf(name, standing, reason)
            color: Style.color.ink
        }
    }
    Label {
        objectName: "instead"
        width: parent.width
        visible: list.closed
        text: (Guide.instead === "elsewhere" ? qsTr("可以到下面写的地方去办，也可以打 %1 问。") : Guide.instead === "later" ? qsTr("可以晚点再来，或者到窗口办（地址见下面），也可以打 %1 问。") : qsTr("可以换一台终端，或者到窗口办（地址见下面），也可以打 %1 问。")).arg(Chrome.hotline)
        color: Style.color.ink2
    }
}
