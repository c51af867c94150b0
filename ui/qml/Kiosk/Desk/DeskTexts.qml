// The desk's words for pages, states, roles, acts and reasons, in one place.
import QtQuick
import Kiosk.Style

QtObject {
    function page(name: string): string {
        switch (name) {
        case "today":
            return qsTr("今日办件");
        case "figures":
            return qsTr("当日统计");
        case "assist":
            return qsTr("新开帮办");
        case "drafts":
            return qsTr("帮办草稿");
        case "review":
            return qsTr("第二人复核");
        case "calls":
            return qsTr("要回电");
        case "outbox":
            return qsTr("待上传");
        case "corrections":
            return qsTr("补正");
        case "prints":
            return qsTr("打印记录");
        case "differences":
            return qsTr("账目核对");
        default:
            return qsTr("日结");
        }
    }

    function icon(name: string): string {
        return ({
                "today": "clipboard-list",
                "assist": "headset",
                "drafts": "pencil",
                "review": "eye-check",
                "calls": "phone",
                "outbox": "cloud-upload",
                "corrections": "edit",
                "prints": "printer",
                "differences": "receipt",
                "days": "calendar-time"
            })[name];
    }

    function empty(name: string): string {
        switch (name) {
        case "today":
            return qsTr("今天还没有办件");
        case "assist":
            return qsTr("没有可以帮办的事项");
        case "drafts":
            return qsTr("没有没交回的帮办");
        case "review":
            return qsTr("没有等着复核的");
        case "calls":
            return qsTr("没有要回电的人");
        case "outbox":
            return qsTr("都已上传，没有等着的");
        case "corrections":
            return qsTr("本机没有补正");
        case "prints":
            return qsTr("本机没有打印记录");
        case "differences":
            return qsTr("没有要核对的账目");
        default:
            return qsTr("还没有可以日结的日子");
        }
    }

    function state(name: string): string {
        switch (name) {
        case "queued":
            return qsTr("待上传");
        case "sending":
            return qsTr("正在上传");
        case "waiting":
            return qsTr("等待重试");
        case "done":
            return qsTr("平台已收到");
        case "call-back":
            return qsTr("要回电");
        case "offer":
            return qsTr("可以帮办");
        case "review":
            return qsTr("等第二人看");
        case "own":
            return qsTr("您经手，换人看");
        case "draft":
            return qsTr("没填完");
        case "second":
        case "look-there":
            return qsTr("等第二人看");
        case "sent-back":
            return qsTr("退回来改");
        case "looked-at":
            return qsTr("看过了，可以交");
        case "set-aside":
            return qsTr("要处理");
        case "withdrawn":
            return qsTr("已撤回");
        case "ended":
            return qsTr("已了结");
        case "open":
            return qsTr("未日结");
        case "closed":
            return qsTr("已日结");
        case "escalated":
            return qsTr("要处理");
        case "printing":
            return qsTr("正在打印");
        case "printed":
            return qsTr("打出来了");
        case "failed":
            return qsTr("没打出来");
        case "unsure":
            return qsTr("不确定");
        default:
            return qsTr("不一致");
        }
    }

    function status(name: string): string {
        return ({
                "done": "ok",
                "closed": "ok",
                "call-back": "attention",
                "set-aside": "error",
                "escalated": "error",
                "withdrawn": "todo",
                "ended": "todo",
                "offer": "todo",
                "own": "todo",
                "draft": "progress",
                "sent-back": "attention",
                "looked-at": "ok",
                "sending": "progress",
                "printing": "progress",
                "printed": "ok",
                "failed": "error",
                "unsure": "attention",
                "D": "error",
                "F": "error"
            })[name] ?? "waiting";
    }

    // Words need more contrast than the shape beside them.
    function ink(status: string): color {
        switch (status) {
        case "ok":
            return Style.color.success;
        case "error":
            return Style.color.error;
        case "progress":
            return Style.color.primary;
        case "todo":
            return Style.color.ink2;
        default:
            return Style.color.warn;
        }
    }

    function ledger(name: string): string {
        switch (name) {
        case "submission":
        case "submissions":
            return qsTr("办件");
        case "rating":
        case "ratings":
            return qsTr("评价");
        case "print":
        case "prints":
            return qsTr("打印");
        case "payment":
        case "payments":
        case "cancelled-payment":
            return qsTr("缴费");
        case "correction":
            return qsTr("补正");
        case "complaint":
            return qsTr("反映");
        case "draft":
            return qsTr("帮办草稿");
        case "slip":
            return qsTr("凭条");
        default:
            return qsTr("日账");
        }
    }

    function role(name: string): string {
        switch (name) {
        case "clerk":
            return qsTr("帮办员");
        case "reviewer":
            return qsTr("复核员");
        case "head":
            return qsTr("站长");
        case "technician":
            return qsTr("维护员");
        default:
            return qsTr("厂商人员");
        }
    }

    function act(name: string): string {
        return ({
                "retry": qsTr("再传一次"),
                "call": qsTr("看电话号码"),
                "end": qsTr("了结"),
                "checked": qsTr("已核对"),
                "confirm": qsTr("确认"),
                "refuse": qsTr("不能确认"),
                "look": qsTr("打开看"),
                "resume": qsTr("接着填"),
                "drop": qsTr("删掉"),
                "save": qsTr("存成 PDF"),
                "reprint": qsTr("补打")
            })[name] ?? qsTr("和平台对账");
    }

    function done(name: string): string {
        return ({
                "retry": qsTr("已排队再传"),
                "call": qsTr("号码显示一分钟，已记录"),
                "end": qsTr("已了结，已记录"),
                "checked": qsTr("已核对，已记录"),
                "compare": qsTr("对完了"),
                "confirm": qsTr("已确认，已记录"),
                "refuse": qsTr("已退回，已记录"),
                "drop": qsTr("已删掉"),
                "reprint": qsTr("补打出来了，已记录")
            })[name] ?? "";
    }
}
