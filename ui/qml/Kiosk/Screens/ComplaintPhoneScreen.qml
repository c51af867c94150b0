// A number to call back, of whoever likes; to leave none is as large a button.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property int most: 12

    objectName: "complaintPhoneScreen"
    titleRole: "titleSmall"
    title: qsTr("要给您回电话吗？")
    subtitle: qsTr("电话只用来告诉您结果。不留也一样会处理，凭工单号打 %1 就能问。").arg(Chrome.hotline)
    stepsVisible: false

    NoteLine {
        objectName: "complaint.phoneWrong"
        visible: Complaint.phoneWrong
        status: "error"
        role: "bodyStrong"
        color: Style.color.error
        text: qsTr("电话号码要 7 到 12 位数字。不想留，点“不留电话，直接提交”。")
    }
    DigitsField {
        objectName: "complaint.phone"
        label: qsTr("电话号码")
        value: Complaint.phone
        phone: true
        active: true
        wrong: Complaint.phoneWrong
    }
    OutlineButton {
        objectName: "complaint.noPhone"
        width: parent.width
        text: qsTr("不留电话，直接提交")
        onTapped: Complaint.withoutNumber()
    }

    tray: NumericKeypad {
        onDigit: d => {
            if (Complaint.phone.length < page.most)
                Complaint.dial(Complaint.phone + d);
        }
        onClear: Complaint.dial("")
        onBackspace: Complaint.dial(Complaint.phone.slice(0, -1))
    }
    footer: ActionBar {
        primaryText: qsTr("留电话，提交")
        onPrimary: Complaint.accept()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
