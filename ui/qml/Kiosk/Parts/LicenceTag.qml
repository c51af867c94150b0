// The status of a licence as shape and word.
import QtQuick

Tag {
    id: tag

    property string licenceStatus: "valid"

    function wordOf(status: string): string {
        switch (status) {
        case "valid":
            return qsTr("有效");
        case "expiring":
            return qsTr("快到期");
        case "expired":
            return qsTr("已过期");
        case "revoked":
            return qsTr("已注销");
        default:
            return qsTr("状态不明");
        }
    }

    text: tag.wordOf(tag.licenceStatus)
    tone: tag.licenceStatus === "valid" ? "success" : tag.licenceStatus === "expired" || tag.licenceStatus === "revoked" ? "error" : "warn"
    status: tag.licenceStatus === "valid" ? "ok" : tag.licenceStatus === "expired" || tag.licenceStatus === "revoked" ? "error" : "attention"
}
