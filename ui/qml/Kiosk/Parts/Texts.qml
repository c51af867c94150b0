// Words for what went wrong with a device, the line or the store: codes in, sentences out. An unknown code gets
// the general sentence of its kind, never the code itself.
pragma Singleton

import QtQml
import Kiosk.ViewModels

QtObject {
    id: root

    readonly property var readerOut: [
        "device.gone", "device.busy", "device.not-permitted", "device.not-configured", "device.silent",
        "device.hung", "device.no-driver", "device.tampered", "reader.sam-21-command", "reader.sam-23-not-permitted", "reader.sam-60-self-test",
        "reader.sam-66-not-authorised"
    ]
    readonly property var wrongDocument: [
        "document-not-accepted", "reader.document-unsupported", "reader.sam-40-card-type"
    ]
    // Two cards are wanted: this one is not the one that is wanted now.
    readonly property var notThisPerson: ["same-card", "acting-minor", "principal-minor", "principal-adult"]
    readonly property var tooSoon: [
        "reader.sam-41-read-failed", "reader.sam-81-select", "reader.sam-3f-information-length",
        "reader.frame-garbled", "reader.frame-oversized", "reader.sam-10-checksum", "reader.sam-11-length"
    ]
    readonly property var refused: [
        "reader.sam-31-card-rejected-sam", "reader.sam-32-sam-rejected-card", "reader.sam-33-verification",
        "reader.sam-37-fingerprint", "reader.sam-47-random", "reader.sam-24-unrecognised",
        "reader.sam-result-unknown"
    ]
    readonly property var unreadable: ["reader.record-malformed", "reader.record-blank"]

    function isReaderOut(code: string): bool {
        return readerOut.indexOf(code) >= 0;
    }

    // Would another document help, and the same one not?
    function needsOther(code: string): bool {
        return code === "document-expired" || wrongDocument.indexOf(code) >= 0 || notThisPerson.indexOf(code) >= 0;
    }

    function cardFault(code: string, failures: int): string {
        if (isReaderOut(code))
            return qsTr("读卡区现在用不了");
        if (code === "timeout")
            return qsTr("等了一会儿，没有放证件");
        if (code === "document-expired")
            return qsTr("这张证件过期了");
        if (code === "same-card")
            return qsTr("这是刚才那张证件");
        if (code === "acting-minor")
            return qsTr("未满 18 岁，不能替别人办");
        if (code === "principal-minor")
            return qsTr("这位还未满 18 岁");
        if (code === "principal-adult")
            return qsTr("这位已经满 18 岁");
        if (wrongDocument.indexOf(code) >= 0)
            return qsTr("这不是能用的证件");
        if (unreadable.indexOf(code) >= 0)
            return qsTr("证件里的信息没读完整");
        if (failures >= 2)
            return qsTr("这张证件没读出来");
        if (tooSoon.indexOf(code) >= 0)
            return qsTr("证件拿早了，请再放一次");
        if (refused.indexOf(code) >= 0)
            return qsTr("证件没有认出来，请再放一次");
        return qsTr("刚才没读好，请再放一次");
    }

    function cardHint(code: string, failures: int, expiredOn: string): string {
        if (isReaderOut(code))
            return qsTr("请用另一台终端，或者请人帮忙。");
        if (code === "timeout")
            return qsTr("还要办的话，点“再试一次”。");
        if (code === "document-expired")
            return expiredOn.length > 0 ? qsTr("有效期到 %1。请先到发证机关换新证件。").arg(expiredOn)
                                        : qsTr("请先到发证机关换新证件。");
        if (code === "same-card")
            return qsTr("请拿走它，放您自己的证件。");
        if (code === "acting-minor")
            return qsTr("请换一位成年人来办。");
        if (code === "principal-minor")
            return qsTr("孩子的事由监护人办：请返回，选“给孩子办”。");
        if (code === "principal-adult")
            return qsTr("请返回，选“给家人或别人办”。");
        if (wrongDocument.indexOf(code) >= 0)
            return qsTr("请放居民身份证，或者居住证、永久居留身份证。");
        if (unreadable.indexOf(code) >= 0)
            return qsTr("请拿起来再放一次。还是不行，就请人帮忙。");
        if (failures >= 2)
            return qsTr("换个方向平放再试，或者用下面的办法。");
        return qsTr("拿起来，再平放，放稳 3 秒。");
    }

    function camera(code: string): string {
        switch (code) {
        case "camera.black":
            return qsTr("摄像头画面是黑的，可能被挡住了");
        case "device.busy":
            return qsTr("摄像头正在忙，请等一下");
        case "camera.stopped":
        case "camera.frozen":
        case "camera.picture-invalid":
            return qsTr("摄像头刚才没有画面");
        default:
            return qsTr("摄像头现在用不了");
        }
    }

    // Say whether the slip is out, then what else can be done.
    function printer(code: string): string {
        switch (code) {
        case "printer.paper-out":
            return qsTr("凭条纸用完了，办事不受影响");
        case "printer.paper-jam":
            return qsTr("凭条卡住了，没有打出来，办事不受影响");
        case "printer.cover-open":
            return qsTr("凭条机的盖子没关好，办事不受影响");
        case "printer.cutter":
            return qsTr("凭条机的切刀卡住了，办事不受影响");
        case "printer.black-mark":
            return qsTr("凭条纸没有放好，办事不受影响");
        case "printer.head-hot":
            return qsTr("凭条机太热了，凉一会儿再打");
        case "printer.offline":
            return qsTr("凭条机没有连上，办事不受影响");
        case "printer.outcome-unknown":
            return qsTr("不知道凭条出来没有，请看一下出纸口");
        case "device.busy":
            return qsTr("凭条机正在忙，请过一会儿再试");
        default:
            return qsTr("凭条机现在打不了，办事不受影响");
        }
    }

    // Is the line itself the cause? A certificate or a clock that is wrong is not.
    function lineIsDown(code: string): bool {
        return code === "platform.no-link" || code === "platform.dns";
    }

    // Why the platform is not reached now.
    function line(code: string): string {
        return code === "" ? qsTr("现在连不上平台") : platform(code);
    }

    // Why there is no answer; never 没有网络 where the line is not the cause.
    function platform(code: string): string {
        switch (code) {
        case "platform.no-link":
            return qsTr("现在网络不通");
        case "platform.dns":
            return qsTr("网络找不到平台的地址");
        case "platform.connection-refused":
            return qsTr("平台没有接通，可能在维护");
        case "platform.connect-timeout":
            return qsTr("等了很久，没有接通平台");
        case "platform.proxy-unreachable":
            return qsTr("去平台的代理没有接通");
        case "platform.proxy-sign-in":
            return qsTr("去平台的代理没有认出这台终端");
        case "platform.proxy-refused":
            return qsTr("去平台的代理没有放行");
        case "platform.proxy-beyond":
            return qsTr("代理接通了，它那边还没接通平台");
        case "platform.proxy-answer":
            return qsTr("去平台的代理回答得不对");
        case "platform.timeout":
            return qsTr("平台没有及时回答");
        case "platform.answer-lost":
            return qsTr("平台回答到一半断了");
        case "platform.tls":
            return qsTr("和平台的加密连接没有建成，为了安全先不连");
        case "platform.tls-name":
            return qsTr("平台证书上的名字不对，为了安全先不连");
        case "platform.tls-expired":
            return qsTr("平台的证书过期了，为了安全先不连");
        case "platform.tls-not-yet":
            return qsTr("平台的证书还没到生效的时间，为了安全先不连");
        case "platform.tls-authority":
            return qsTr("平台的证书不是信任的机构签发的，为了安全先不连");
        case "platform.clock":
            return qsTr("这台终端的时间不对，为了安全先不连");
        case "platform.authentication":
            return qsTr("平台没有认出这台终端，为了安全先不连");
        case "platform.captive":
            return qsTr("别的设备代替平台回答了，为了安全先不连");
        case "platform.bad-answer":
            return qsTr("平台的回答没有通过核对，没有采用");
        case "platform.busy":
            return qsTr("平台正忙，会自动再连");
        case "platform.server-down":
            return qsTr("平台出了故障，会自动再连");
        case "platform.gone":
        case "form.malformed":
            return qsTr("这个事项刚刚停办或有改动，现在办不了");
        case "platform.locked":
            return qsTr("平台暂时不让再试，请到窗口办");
        case "platform.refused":
        case "platform.conflict":
        case "form.unacceptable":
            return qsTr("平台没有收下这次申请");
        case "":
            return "";
        default:
            return code.startsWith("store") ? store(code) : qsTr("平台现在没有回答");
        }
    }

    function store(code: string): string {
        return code === "store.full" ? qsTr("这台终端存满了，没有存下来") : qsTr("这台终端没能把信息存下来");
    }

    function source(code: string): string {
        const from = {
            "card": qsTr("来自证件"),
            "licence": qsTr("来自电子证照"),
            "profile": qsTr("来自平台档案"),
            "place": qsTr("就是本网点")
        };
        return from[code] ?? "";
    }

    // The number of a month, or its name where a number would be mistaken for a day.
    function month(digits: string): string {
        return Chrome.language === "en" ? Qt.locale("en").monthName(Number(digits) - 1, Locale.ShortFormat) : String(Number(digits));
    }

    // "2025-02-03" -> 2025 年 2 月 3 日; anything else (长期) as it is.
    function date(iso: string): string {
        const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
        return parts ? qsTr("%1 年 %2 月 %3 日").arg(parts[1]).arg(month(parts[2])).arg(Number(parts[3])) : iso;
    }

    // "07-12 09:41" -> 7 月 12 日 09:41.
    function moment(text: string): string {
        const parts = /^(\d{2})-(\d{2}) (\d{2}:\d{2})$/.exec(text);
        return parts ? qsTr("%1 月 %2 日 %3").arg(month(parts[1])).arg(Number(parts[2])).arg(parts[3]) : text;
    }

    // A value as people read it: dates in words, a mobile number in groups, everything else as it is.
    function shown(value: string): string {
        return /^1\d{10}$/.test(value) ? grouped(value) : date(value);
    }

    // "13800138006" -> 138 0013 8006; also while it is being typed.
    function grouped(digits: string): string {
        return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(part => part.length > 0).join(" ");
    }
}
