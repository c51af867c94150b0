// The one banner under the header: a fact and its consequence. Not to be dismissed while true.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: bar

    readonly property bool shown: Chrome.banner !== "none"
    readonly property bool noLine: Chrome.banner === "offline" && Texts.lineIsDown(Chrome.linkFault)

    function factOf(banner: string): string {
        switch (banner) {
        case "offline":
            return qsTr("%1。").arg(Texts.line(Chrome.linkFault));
        case "catalogue-missing":
            return qsTr("现在只能办这些。");
        case "catalogue-old":
            return bar.age();
        case "store":
            return qsTr("这台机器现在存不了新的申请。");
        case "closing":
            return qsTr("%1 关门。").arg(Chrome.closes);
        case "closed":
            return qsTr("到关门时间了。");
        case "card-left":
            return qsTr("读卡区上有一张别人的证件。");
        default:
            return "";
        }
    }

    function age(): string {
        return qsTr("事项资料已有 %1 天没有更新。").arg(Chrome.catalogueDays);
    }

    function consequenceOf(banner: string): string {
        switch (banner) {
        case "offline":
            return qsTr("能填写、能保存，暂时不能送到部门。") + (Chrome.catalogueDays > 0 ? bar.age() : "");
        case "catalogue-old":
            return qsTr("近来有改动的，以部门说的为准。");
        case "catalogue-missing":
            return qsTr("其余事项的资料还没取到，会自动再取。");
        case "store":
            return qsTr("可以查询和出示证照，办事请到窗口。");
        case "closing":
            return qsTr("已经在办的可以办完。");
        case "closed":
            return qsTr("您在办的可以办完，不用急。");
        case "card-left":
            return qsTr("请拿开放在旁边，机器会通知工作人员。");
        default:
            return "";
        }
    }

    objectName: "banner"
    width: parent ? parent.width : implicitWidth
    visible: bar.shown
    implicitHeight: bar.shown ? Math.max(Style.size.banner, words.height + 2 * Style.space.s16) : 0
    color: Style.color.warnTint
    Accessible.role: Accessible.AlertMessage
    Accessible.name: bar.factOf(Chrome.banner) + bar.consequenceOf(Chrome.banner)

    Icon {
        id: sign

        x: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        name: !bar.shown ? "" : bar.noLine ? "wifi-off" : "status-attention"
        color: bar.noLine ? Style.color.ink : Style.color.warnLine
    }
    Flow {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Style.space.s24
        anchors.right: parent.right
        anchors.rightMargin: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter

        Label {
            objectName: "banner.fact"
            role: "buttonSmall"
            width: Math.min(implicitWidth, words.width)
            text: bar.factOf(Chrome.banner)
            Accessible.ignored: true
        }
        Label {
            role: "body"
            width: Math.min(implicitWidth, words.width)
            text: bar.consequenceOf(Chrome.banner)
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Style.border.control
        color: Style.color.warnLine
    }
}
