// The white card of the licence page: name, holder, status, and in the middle the code or the words that stand for it.
// White in every mode, so that a scanner sees the same.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: sheet

    readonly property bool fresh: Licences.phase === "fresh" && Licences.qr !== ""

    // Beside the ring.
    readonly property real wordsWidth: sheet.width - Style.size.ring - Style.space.s40 - 2 * Style.space.s36

    function title(phase: string): string {
        switch (phase) {
        case "fresh":
            return qsTr("%1 秒后自动换新码").arg(Licences.seconds);
        case "failed":
            return qsTr("没取到，请稍后再试");
        case "still-there":
            return qsTr("还在用吗？");
        case "verified":
            return qsTr("已于 %1 被%2核验").arg(Licences.verifiedAt).arg(Licences.verifier);
        default:
            return qsTr("正在取新码");
        }
    }

    function sentence(phase: string): string {
        switch (phase) {
        case "fresh":
            return qsTr("旧码马上失效，不用您动手");
        case "failed":
            return Chrome.online ? qsTr("会自己再取，也可以点“现在就换”。") : qsTr("现在没有网。网通了会自己再取。");
        case "still-there":
            return qsTr("还在用就点“还在用”，不点就自动收起。");
        case "verified":
            return qsTr("这个码用过就失效了。");
        default:
            return qsTr("旧码已失效，请稍等");
        }
    }

    radius: Style.radius.result
    color: Style.color.paper

    Item {
        id: head

        x: Style.space.s56
        y: Style.space.s48
        width: parent.width - 2 * x
        height: Math.max(tag.height, names.height)

        Column {
            id: names

            width: parent.width - tag.width - Style.space.s24

            Label {
                objectName: "pageTitle"
                width: parent.width
                role: "dialogTitle"
                text: Licences.name
                color: Style.light.ink
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                role: "bodyLarge"
                text: Licences.maskedNumber === "" ? Licences.holder : Licences.holder + " · " + Licences.maskedNumber
                color: Style.light.ink2
            }
        }
        LicenceTag {
            id: tag

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            alone: true
            licenceStatus: Licences.status
        }
    }
    Rectangle {
        id: line

        y: head.y + head.height + Style.space.s40
        width: parent.width
        height: Style.border.divider
        color: Style.light.line
    }
    QrItem {
        id: code

        objectName: "licenceCode"
        anchors.horizontalCenter: parent.horizontalCenter
        y: line.y + Style.space.s8
        width: Style.landscape ? sheet.height - y - Style.size.ring - Style.space.s48 : Style.size.licenceCode
        height: code.width
        visible: sheet.fresh
        payload: sheet.fresh ? Licences.qr : ""
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("%1二维码").arg(Licences.name)
    }
    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        y: sheet.fresh ? code.y + code.height : line.y
        width: parent.width - 2 * Style.space.s56
        height: parent.height - y

        Column {
            anchors.centerIn: parent
            visible: !sheet.fresh
            width: parent.width
            spacing: Style.space.s32

            WaitingDots {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: Licences.phase === "refreshing"
                color: Style.light.primary
            }
            CountdownRing {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: Licences.phase === "still-there"
                size: Style.size.ring
                seconds: Licences.seconds
                total: Licences.total
                ink: Style.light.ink
                color: Style.light.primary
                track: Style.light.line
            }
            StatusShape {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: Licences.phase === "failed" || Licences.phase === "verified"
                status: Licences.phase === "verified" ? "ok" : "attention"
                color: Licences.phase === "verified" ? Style.light.success : Style.light.warnLine
                size: Style.size.resultShape
            }
            Label {
                objectName: "qr.state"
                width: parent.width
                role: "dialogTitle"
                text: sheet.title(Licences.phase)
                color: Style.light.ink
                horizontalAlignment: Text.AlignHCenter
            }
            Label {
                width: parent.width
                role: "bodyLarge"
                text: sheet.sentence(Licences.phase)
                color: Style.light.ink2
                horizontalAlignment: Text.AlignHCenter
            }
        }
        Row {
            anchors.centerIn: parent
            visible: sheet.fresh
            spacing: Style.space.s40

            CountdownRing {
                anchors.verticalCenter: parent.verticalCenter
                size: Style.size.ring
                seconds: Licences.seconds
                total: Licences.total
                ink: Style.light.ink
                color: Style.light.primary
                track: Style.light.line
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    objectName: "qr.seconds"
                    width: Math.min(implicitWidth, sheet.wordsWidth)
                    role: "heading"
                    text: sheet.title("fresh")
                    color: Style.light.ink
                }
                Label {
                    width: Math.min(implicitWidth, sheet.wordsWidth)
                    visible: !Style.large
                    role: "body"
                    text: sheet.sentence("fresh")
                    color: Style.light.ink2
                }
            }
        }
    }
}
