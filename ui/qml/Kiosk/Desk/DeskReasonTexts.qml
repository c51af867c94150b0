// Why something is ended, checked, confirmed or sent back: fixed words, which the record holds too.
import QtQuick

QtObject {
    // Why a second person does not let it go; the words stand in kiosk.runtime.audit.events.LOOKS too.
    function looks(): var {
        return [["incomplete", qsTr("填得不全")], ["contradicts", qsTr("前后对不上")], ["wrong-item", qsTr("事项或情形选错了")], ["ask-again", qsTr("要再问本人")]];
    }

    function look(name: string): string {
        const found = looks().find(one => one[0] === name);
        return found === undefined ? "" : found[1];
    }

    function reasons(act: string, standing: string): var {
        if (standing === "look-there" && act === "confirm")
            return [["may-go", qsTr("填的内容看过，可以办")]];
        if (standing === "look-there" && act === "refuse")
            return looks();
        if (act === "drop")
            return [["given-up", qsTr("不办了，填的都删掉")]];
        if (act === "end")
            return [["called", qsTr("打通了，本人知道了")], ["not-reached", qsTr("打不通，已告诉部门")], ["at-the-window", qsTr("已在窗口办了")], ["compared", qsTr("核对过，平台的对")], ["given-up", qsTr("本人不办了")]];
        if (act === "checked")
            return [["booked", qsTr("财务已入账")], ["paid-back", qsTr("钱已退")], ["no-money", qsTr("没收钱也没出纸")], ["paper-void", qsTr("纸已作废或销毁")], ["withdrawn-there", qsTr("平台上也已撤回")]];
        if (act === "reprint")
            return [["paper-out", qsTr("缺纸，没打完整")], ["jammed", qsTr("卡纸或撕坏了")], ["illegible", qsTr("字看不清")], ["not-taken", qsTr("本人没拿到，或丢了")], ["another", qsTr("本人要再留一份")]];
        if (act === "confirm")
            return [["same-person", qsTr("照片、证件和本人一致")]];
        if (act === "refuse")
            return [["not-the-person", qsTr("和本人不一致")], ["unclear", qsTr("看不清楚")]];
        return [];
    }

    // What the table of faults says for the command line, said for the desk.
    function remedy(code: string, known: string): string {
        switch (code) {
        case "reconcile.tasks-open":
            return qsTr("先在“要回电”和“待上传”里一件件处理，再对账");
        case "reconcile.finance-differs":
            return qsTr("先在“账目核对”里和财务逐项核对，再对账");
        default:
            return known;
        }
    }
}
