// Words for the five outcomes of a case and what follows each; no sixth. Only `accepted` may say 已受理.
pragma Singleton

import QtQml

QtObject {
    function title(outcome: string, decision: string): string {
        if (decision === "approved")
            return qsTr("已批准");
        if (decision === "refused")
            return qsTr("没有批准");
        switch (outcome) {
        case "accepted":
            return qsTr("已受理");
        case "received":
            return qsTr("已收件，等部门受理");
        case "sent":
            return qsTr("已送出，等确认");
        case "queued":
            return qsTr("已保存，还没有送出");
        default:
            return qsTr("没有办成");
        }
    }

    function status(outcome: string): string {
        switch (outcome) {
        case "accepted":
            return "ok";
        case "received":
            return "progress";
        case "sent":
        case "queued":
            return "waiting";
        default:
            return "error";
        }
    }

    // Nobody sends it any more, and it may have arrived all the same (JobFault.UNCLEAR).
    readonly property string unclear: "job.unclear"

    function sentence(outcome: string, department: string, fault: string): string {
        if (fault === unclear)
            return qsTr("没等到平台的回答，可能已经送到，也可能没有。请别再申请一次。");
        switch (outcome) {
        case "accepted":
            return department === "" ? qsTr("办理部门已经受理。") : qsTr("%1已经受理。").arg(department);
        case "received":
            return qsTr("平台收到了，部门还没有受理。请别重复提交。");
        case "sent":
            return qsTr("平台还没回答，现在不算受理。请别重复提交。");
        case "queued":
            return qsTr("办理部门还没有收到，现在不算已经受理。");
        default:
            return "";
        }
    }

    // What was decided while the person waited, or that it is not yet.
    function decided(decision: string, reason: string): string {
        switch (decision) {
        case "approved":
            return reason === "" ? qsTr("当场办好了。") : reason;
        case "refused":
            return reason === "" ? qsTr("部门没有说原因。") : reason;
        default:
            return qsTr("部门已经受理，正在审，还没有结果。不用守在这里，用办件编号随时可以查。");
        }
    }

    function decidedSteps(department: string): var {
        const office = department === "" ? qsTr("办理部门") : department;
        return [step("ok", qsTr("已送到平台"), ""), step("ok", qsTr("%1已批准").arg(office), qsTr("不用再等，也不用再来"))];
    }

    function numberLabel(outcome: string): string {
        switch (outcome) {
        case "accepted":
        case "received":
            return qsTr("办件编号");
        case "failed":
            return qsTr("查询用的号码");
        default:
            return qsTr("暂存号（不是受理号）");
        }
    }

    function timeLabel(outcome: string): string {
        switch (outcome) {
        case "accepted":
        case "received":
            return qsTr("收件时间");
        case "failed":
            return qsTr("时间");
        default:
            return qsTr("保存时间");
        }
    }

    function step(status: string, title: string, text: string): var {
        return {
            "status": status,
            "title": title,
            "text": text
        };
    }

    function ending(phone: string): string {
        return phone === "" ? qsTr("用凭条上的号码可以查。收到受理号，才算受理") : qsTr("发到 %1。收到受理号，才算受理").arg(phone);
    }

    // Only who left a number can be told.
    function telling(told: string, phone: string): var {
        return step("todo", phone === "" ? qsTr("受理了没有，随时可以查") : told, ending(phone));
    }

    function steps(outcome: string, department: string, phone: string, online: bool, fault: string): var {
        const office = department === "" ? qsTr("办理部门") : department;
        if (fault === unclear)
            return [step("ok", qsTr("已加密存在这台终端"), qsTr("别人看不到")), step("waiting", qsTr("工作人员和平台核对"), qsTr("核对清楚以前，请别再申请一次")), phone === "" ? step("todo", qsTr("结果可以打电话问"), qsTr("报暂存号，或者带证件到窗口问")) : step("todo", qsTr("核对清楚后告诉您"), qsTr("打电话到 %1").arg(phone))];
        switch (outcome) {
        case "accepted":
            return [step("ok", qsTr("已送到平台"), ""), step("ok", qsTr("%1已受理").arg(office), ""), phone === "" ? step("todo", qsTr("办好了没有，随时可以查"), qsTr("用办件编号可以查进度")) : step("todo", qsTr("办好后通知您"), qsTr("发到 %1，也可以用办件编号查").arg(phone))];
        case "received":
            return [step("ok", qsTr("平台已收件"), qsTr("用办件编号可以查进度")), step("progress", qsTr("等%1受理").arg(office), qsTr("部门看过材料才算受理")), telling(qsTr("受理后告诉您"), phone)];
        case "sent":
            return [step("ok", qsTr("已加密存在这台终端"), qsTr("别人看不到")), step("waiting", qsTr("已送出，正在等平台回答"), qsTr("会自己接着问，您不用守在这里")), telling(qsTr("部门受理后告诉您"), phone)];
        default:
            return [step("ok", qsTr("已加密存在这台终端"), qsTr("别人看不到")), step("waiting", online ? qsTr("很快会自动送出") : qsTr("连上平台后自动送出"), qsTr("您不用守在这里")), telling(qsTr("部门受理后告诉您"), phone)];
        }
    }

    // Why it was not done: the platform's own sentence where there is one.
    function cause(fault: string, text: string): string {
        if (text !== "")
            return text;
        return fault === "" ? qsTr("这次没有办成。") : Texts.platform(fault) + qsTr("。");
    }

    function kept(fault: string): string {
        return fault.startsWith("store") || fault.startsWith("form") ? qsTr("什么都没有送出。") : qsTr("没有被受理。");
    }
}
