// The door for staff who have an account: number and secret. The secret is dots; wrong ones cost time.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: page

    property string number: ""
    property string secret: ""

    function reason(code: string): string {
        switch (code) {
        case "staff.card-needed":
            return qsTr("这个密码太短，要和工作卡一起用。这里请用八位以上的密码。");
        case "staff.no-desk":
            return qsTr("您的角色在这里没有要做的事。");
        case "staff.damaged":
            return qsTr("账号读不出来，请给维护人员打电话，报 %1。").arg(code);
        default:
            return qsTr("工号或密码不对，请再输一次。");
        }
    }

    function enter() {
        Technician.signIn(page.number, page.secret);
        page.secret = "";
    }

    objectName: "signInPage"
    Component.onCompleted: number.takeFocus()

    Column {
        x: Style.space.margin
        y: Style.landscape ? Style.space.s40 : Style.space.s96
        width: (Style.landscape && keyboard.open ? keyboard.x : page.width) - 2 * Style.space.margin
        spacing: Style.space.s24

        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "title"
            text: qsTr("工作人员请登录")
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            visible: !(Style.landscape && Technician.wrong)
            role: "bodyLarge"
            text: qsTr("进去以后，这台终端暂停办事，退出后恢复。不是工作人员，请点“返回”。")
            color: Style.color.ink2
        }
        FieldFrame {
            label: qsTr("工号")

            TextEntry {
                id: number

                name: "signIn.number"
                label: qsTr("工号")
                latin: true
                maxLength: 16
                value: page.number
                onEdited: text => {
                    page.number = text;
                    Technician.touch();
                }
            }
        }
        FieldFrame {
            label: qsTr("密码")

            TextEntry {
                name: "signIn.secret"
                label: qsTr("密码")
                latin: true
                secret: true
                maxLength: 128
                value: page.secret
                onEdited: text => {
                    page.secret = text;
                    Technician.touch();
                }
            }
        }
        NoteLine {
            objectName: "signInNote"
            visible: Technician.wrong
            status: "attention"
            text: Technician.wait > 0 ? qsTr("输错次数多了，%1 秒后再试。").arg(Technician.wait) : page.reason(Technician.refused)
        }
    }
    KeyboardPanel {
        id: keyboard

        anchors.bottom: Style.landscape ? page.bottom : bar.top
        x: Style.landscape ? page.width - width : (page.width - width) / 2
        width: Style.size.keyboardWidth
        allowed: true
    }
    ActionBar {
        id: bar

        anchors.bottom: parent.bottom
        width: Style.landscape && keyboard.open ? keyboard.x : page.width
        helpVisible: false
        primaryText: qsTr("登录")
        onBack: Technician.giveUp()
        onPrimary: {
            if (page.number !== "" && page.secret !== "")
                page.enter();
        }
    }
}
