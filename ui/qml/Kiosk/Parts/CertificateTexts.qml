// Words of 证明打印, by phase and by fault.
pragma Singleton

import QtQml
import Kiosk.ViewModels

QtObject {
    id: root

    function headline(phase: string, left: bool): string {
        switch (phase) {
        case "ready":
            return qsTr("看一眼，打印这份吗？");
        case "printing":
            return qsTr("正在打印，请稍等");
        case "out":
            return left ? qsTr("还有纸没拿") : qsTr("打印好了，请拿走");
        case "waits":
            return qsTr("要等人工核查");
        case "denied":
            return qsTr("这份证明现在出不了");
        case "unusable":
            return qsTr("没有打印");
        case "unreachable":
            return qsTr("没有取到证明");
        case "not-printed":
            return qsTr("没有打出来");
        case "unknown":
            return qsTr("不知道打出来没有");
        default:
            return qsTr("正在准备，请稍等");
        }
    }

    function sentence(phase: string): string {
        switch (phase) {
        case "ready":
            return qsTr("现在还没有打印，点“打印”才开始。");
        case "out":
            return qsTr("纸在打印机的出纸口。拿好再走。");
        default:
            return Certificates.name;
        }
    }

    // What stands in the way, and why it is not the person's fault.
    function cause(phase: string, fault: string): string {
        switch (phase) {
        case "waits":
            return qsTr("这种证明要人工核查，当场打不了。请回到“证明打印”点它，照指南申请。");
        case "denied":
            return qsTr("部门没有查到能出证明的记录，或者这种证明停办了。");
        case "unusable":
            return root.seal(fault);
        case "unreachable":
            return Texts.platform(fault);
        case "unknown":
            return qsTr("请看一下出纸口。有纸就是打好了；没有就请人帮忙，不会自动再打。");
        default:
            return root.printer(fault);
        }
    }

    function otherWay(phase: string): string {
        switch (phase) {
        case "unreachable":
            return qsTr("再试一次不会多打。也可以打 %1 问。").arg(Chrome.hotline);
        case "not-printed":
            return qsTr("这一份作废，不算次数。可以再试，也可以换一台或者去窗口。");
        case "unusable":
            return qsTr("请到出证明的部门窗口打印，或者打 %1 问。").arg(Chrome.hotline);
        default:
            return qsTr("也可以去窗口办，或者打 %1 问。").arg(Chrome.hotline);
        }
    }

    function seal(fault: string): string {
        switch (fault) {
        case "document.ofd":
            return qsTr("这份证明是 OFD 版式，这台打不了。");
        case "document.seal-missing":
            return qsTr("这份证明没有电子印章，不能用。");
        case "document.seal-expired":
            return qsTr("这份证明的电子印章不在有效期内。");
        case "document.seal-unknown":
            return qsTr("认不出这份证明的电子印章。");
        case "document.seal-roots":
            return qsTr("这台现在核不了电子印章。");
        case "document.not-pdf":
            return qsTr("这份证明的文件打不开。");
        default:
            return qsTr("电子印章对不上，文件可能被改动过。");
        }
    }

    function printer(fault: string): string {
        switch (fault) {
        case "printer.paper-out":
            return qsTr("打印纸用完了");
        case "printer.paper-jam":
            return qsTr("纸卡住了");
        case "printer.cover-open":
            return qsTr("打印机的盖子没关好");
        case "printer.toner-out":
            return qsTr("墨粉用完了");
        case "printer.tray-missing":
            return qsTr("纸盒没有放好");
        case "printer.output-full":
            return qsTr("出纸口满了，请先拿走上面的纸");
        case "printer.cancelled":
            return qsTr("已经停下，没有打完");
        default:
            return qsTr("打印机现在打不了");
        }
    }

    function blocked(code: string): string {
        switch (code) {
        case "needs-network":
            return qsTr("现在连不上平台，打不了证明");
        case "reader-out":
            return qsTr("读卡区坏了，现在打不了");
        case "printer-out":
            return qsTr("这台现在不能打证明，可以去别的终端或窗口");
        default:
            return qsTr("刷身份证，当场拿");
        }
    }

    // Four named steps; `phase` says which of them is under way.
    function steps(phase: string, done: int, pages: int): var {
        const order = ["asking", "fetching", "checking", "printing"];
        const at = order.indexOf(phase);
        const page = pages > 0 ? qsTr("打印第 %1/%2 页").arg(Math.min(done + 1, pages)).arg(pages) : qsTr("打印");
        const names = [qsTr("出证明、盖电子章"), qsTr("取证明"), qsTr("核对电子章"), page];
        const rows = names.map((title, index) => ({
                    "status": index < at ? "ok" : index === at ? "waiting" : "todo",
                    "title": title,
                    "text": ""
                }));
        return rows;
    }
}
