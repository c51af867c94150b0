// A paper sent from the person's own phone: the code, what comes, and a way back at every moment.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool open: Supply.qr !== ""
    readonly property bool over: Supply.phase === "failed" || Supply.phase === "expired"

    function headline(): string {
        switch (Supply.phase) {
        case "waiting":
            return qsTr("等手机扫码");
        case "opened":
            return qsTr("手机打开了，等文件传过来");
        case "arrived":
            return qsTr("收到 %1 个文件").arg(Supply.files);
        case "expired":
            return qsTr("十分钟到了，这个码不能用了");
        case "failed":
            return qsTr("现在连不上，没有收到文件");
        default:
            return qsTr("正在准备，请稍等");
        }
    }

    function sentence(): string {
        switch (Supply.phase) {
        case "arrived":
            return qsTr("传完了就点下面“就用这些”。还要传就接着传。");
        case "expired":
        case "failed":
            return qsTr("点“换一个码”再试，或者返回用扫描。");
        default:
            return qsTr("拍照或选文件都行，传好了这里会显示。");
        }
    }

    objectName: "phoneScreen"
    title: qsTr("用手机传：%1").arg(Supply.material)
    subtitle: qsTr("只传自己的材料。码十分钟内有效。")

    QrCard {
        visible: page.open
        side: Style.size.receiptCodeLeast
        payload: Supply.qr
        caption: qsTr("用手机扫这个码")
        detail: qsTr("照片或 PDF，每个不超过 12 兆。")
    }
    Column {
        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: page.spacing

        StatusCard {
            objectName: "phone.status"
            waiting: !page.over && Supply.phase !== "arrived"
            tone: Supply.phase === "arrived" ? "success" : page.over ? "warn" : "plain"
            status: Supply.phase === "arrived" ? "ok" : page.over ? "attention" : ""
            title: page.headline()
            text: page.sentence()
            buttonText: page.over ? qsTr("换一个码") : ""
            buttonName: "phone.retry"
            onTapped: Supply.retry()
        }
        NoteLine {
            objectName: "phone.unusable"
            visible: Supply.unusable > 0
            status: "attention"
            text: qsTr("有 %1 个文件打不开或太大，没有收，请换成照片或 PDF。").arg(Supply.unusable)
        }
    }

    footer: ActionBar {
        primaryText: qsTr("就用这些")
        primaryVisible: Supply.files > 0
        onPrimary: Supply.take()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
