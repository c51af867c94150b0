// The case is being stored and sent: nothing to touch, nothing promised yet.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.ViewModels

Page {
    id: page

    objectName: "submittingScreen"
    title: qsTr("正在提交，请稍等")
    subtitle: qsTr("不用再点，同一件事不会送两次。")

    StatusCard {
        objectName: "submitting.state"
        waiting: true
        title: Case.decision === "deciding" ? qsTr("部门收到了，正在审，马上有结果") : Chrome.online ? qsTr("正在等平台回答") : qsTr("正在存到这台终端")
        text: Case.waitingSeconds > 0 ? qsTr("已经等了 %1 秒").arg(Case.waitingSeconds) : ""
    }
    NoteLine {
        role: "bodyLarge"
        text: qsTr("平台一时没有回答也不要紧：会先安全地存在这台终端，再自动送出。下一页会告诉您到了哪一步。")
    }

    footer: ActionBar {
        primaryVisible: false
        backVisible: false
        onHelp: Chrome.help()
    }
}
