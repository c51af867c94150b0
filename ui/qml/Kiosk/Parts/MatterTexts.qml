// Words for how one's own cases stand, and who has to do something now: codes in, sentences out.
pragma Singleton

import QtQml

QtObject {
    // The platform's own words where it has spoken.
    function word(state: string, text: string): string {
        switch (state) {
        case "QUEUED":
            return qsTr("已保存，还没有送出");
        case "sent":
            return qsTr("已送出，等确认");
        case "attention":
            return qsTr("没能送出，会有人联系您");
        case "answered-queued":
            return qsTr("补正已保存，还没有送出");
        case "answered-sent":
            return qsTr("补正已送出，等确认");
        case "answered-attention":
            return qsTr("补正没能送出，请打热线问");
        case "WITHDRAWN":
            return qsTr("已撤回");
        case "CORRECTION":
            return qsTr("要您补正");
        default:
            return text === "" ? qsTr("办理中") : text;
        }
    }

    // 现在该谁做.
    function next(state: string, answering: string, wanted: int, department: string): string {
        const office = department === "" ? qsTr("办理部门") : department;
        if (answering === "queued")
            return qsTr("您补的已存在这台终端，连上平台自动送出");
        if (answering === "sent")
            return qsTr("您补的已送出，等平台确认");
        switch (state) {
        case "QUEUED":
            return qsTr("连上平台后自动送出，您不用守着");
        case "sent":
            return qsTr("等平台确认收到，会自己接着问");
        case "attention":
            return qsTr("工作人员会联系您，也可以自己打热线问");
        case "SUBMITTED":
            return qsTr("等%1受理").arg(office);
        case "CORRECTION":
            return qsTr("等您补 %1 处").arg(wanted);
        case "RETURNED":
            return qsTr("退回来了，可以改好再办一次");
        case "ACCEPTED":
        case "IN_PROGRESS":
            return qsTr("等%1办理").arg(office);
        case "SUSPENDED":
            return qsTr("暂停了，等%1恢复").arg(office);
        case "APPROVED":
        case "COMPLETED":
            return qsTr("办完了，不用再做什么");
        case "NOT_ACCEPTED":
        case "REJECTED":
        case "TERMINATED":
            return qsTr("这件事结束了。有疑问可以打热线问");
        case "WITHDRAWN":
            return qsTr("您撤回了，部门不再办理");
        default:
            return qsTr("等%1办理").arg(office);
        }
    }

    function step(status: string, title: string, text: string): var {
        return {
            "status": status,
            "title": title,
            "text": text
        };
    }

    // What is behind, what is now, what comes: four steps, however it ended.
    function steps(state: string, time: string): var {
        const reached = {
            "QUEUED": 0,
            "sent": 0,
            "attention": 0,
            "SUBMITTED": 1,
            "CORRECTION": 1,
            "RETURNED": 1,
            "NOT_ACCEPTED": 1,
            "ACCEPTED": 2,
            "IN_PROGRESS": 2,
            "SUSPENDED": 2,
            "APPROVED": 4,
            "REJECTED": 3,
            "COMPLETED": 4,
            "TERMINATED": 2,
            "WITHDRAWN": 1
        };
        const at = reached[state] ?? 2;
        const ended = state === "RETURNED" || state === "NOT_ACCEPTED" || state === "REJECTED" || state === "TERMINATED" || state === "WITHDRAWN";
        const now = state === "CORRECTION" ? "attention" : state === "SUSPENDED" ? "waiting" : "progress";
        const shape = n => n < at ? "ok" : n > at || ended ? "todo" : n === 0 ? "waiting" : now;
        const made = [step(at > 0 ? "ok" : shape(0), at > 0 ? qsTr("平台已收件") : qsTr("等平台收件"), time), step(shape(1), at > 1 ? qsTr("部门已受理") : state === "CORRECTION" ? qsTr("受理前要您补正") : qsTr("等部门受理"), ""), step(shape(2), at > 2 ? qsTr("部门已办理") : qsTr("部门办理"), ""), step(shape(3), qsTr("办结"), "")];
        return ended ? [...made.slice(0, Math.max(1, at)), step("error", word(state, ""), "")] : made;
    }

    function refused(code: string): string {
        if (code.startsWith("store"))
            return qsTr("刚刚已经送出了，等平台确认后再撤回");
        if (code === "platform.gone" || code === "platform.not-found")
            return qsTr("已经不在了，可能在别的终端办过");
        if (code === "platform.locked")
            return qsTr("这件事正被部门锁定，暂时不能改");
        if (code === "platform.refused")
            return qsTr("部门已经有结果，不能再撤回");
        return Texts.platform(code);
    }
}
