// An appointment: look at it once more and confirm; then its number, its place, and how to give it back.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property string phase: Booking.phase
    readonly property bool before: page.phase === "confirm" || page.phase === "booking"
    readonly property bool held: page.phase === "booked" || page.phase === "sure" || page.phase === "cancelling"

    function headline(): string {
        switch (page.phase) {
        case "confirm":
        case "booking":
            return qsTr("看一眼，对不对？");
        case "cancelled":
            return qsTr("已经取消了");
        case "over":
            return qsTr("这个号已经过了");
        case "sure":
        case "cancelling":
            return qsTr("真的不去了吗？");
        default:
            return qsTr("约好了");
        }
    }

    function sentence(): string {
        switch (page.phase) {
        case "confirm":
        case "booking":
            return qsTr("现在还没有约上，点“确认预约”才算。");
        case "cancelled":
            return qsTr("这个时间让给别人了。还想去，可以再约。");
        case "over":
            return "";
        case "sure":
        case "cancelling":
            return qsTr("取消以后，这个时间会让给别人。");
        default:
            return qsTr("请带上身份证，按时到。去不了就早点取消，让给别人。");
        }
    }

    objectName: "bookingScreen"
    title: page.headline()
    subtitle: page.sentence()
    stepsVisible: false

    Column {
        width: parent.width
        spacing: Style.space.s24

        NoteLine {
            objectName: "booking.fault"
            visible: Booking.fault !== ""
            status: "attention"
            role: "bodyStrong"
            color: Style.color.ink
            text: qsTr("%1。再点一次不会约两次，也可以打 %2 问。").arg(Texts.platform(Booking.fault)).arg(Chrome.hotline)
        }
        Card {
            tone: page.held ? "strong" : "plain"

            FactRow {
                objectName: "booking.number"
                visible: Booking.number !== ""
                label: qsTr("预约号")
                value: Booking.number
            }
            FactRow {
                objectName: "booking.time"
                label: qsTr("时间")
                value: ChooseTexts.day(Booking.day) + " " + Booking.time
            }
            FactRow {
                objectName: "booking.place"
                label: qsTr("地点")
                value: Booking.place
            }
            FactRow {
                visible: Booking.address !== ""
                label: qsTr("地址")
                value: Booking.address
            }
            FactRow {
                label: qsTr("办什么")
                value: Booking.item
            }
            FactRow {
                label: qsTr("谁去")
                value: Booking.maskedName
                last: true
            }
        }
        QrCard {
            visible: page.phase === "booked"
            side: Style.size.receiptCodeLeast
            payload: Booking.number
            caption: qsTr("到大厅扫这个码，或者报预约号")
            detail: qsTr("用手机拍下来就行。")
        }
        OutlineButton {
            objectName: "booking.giveBack"
            visible: page.held
            width: parent.width
            busy: page.phase === "cancelling"
            text: page.phase === "booked" ? qsTr("取消这个预约") : qsTr("不去了，取消")
            iconName: "x"
            onTapped: Booking.giveBack()
        }
    }

    footer: ActionBar {
        primaryText: page.before ? qsTr("确认预约") : page.phase === "sure" || page.phase === "cancelling" ? qsTr("还是去，保留") : qsTr("完成，退出并清除信息")
        busy: page.phase === "booking" || page.phase === "cancelling"
        backVisible: page.before || Booking.own
        onPrimary: {
            if (page.before)
                Booking.accept();
            else if (page.phase === "sure")
                Booking.keep();
            else
                Booking.finish();
        }
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
