// The technician's PIN: dots, never digits. Wrong ones cost time. One PIN for all, in development, while nobody has an account.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: page

    property string pin: ""
    readonly property int most: 12
    readonly property int least: 4

    objectName: "pinPage"
    onVisibleChanged: page.pin = ""

    Connections {
        target: Technician

        function onChanged() {
            if (Technician.wrong)
                page.pin = "";
        }
    }
    Column {
        x: Style.space.margin
        y: Style.space.s96
        width: parent.width - 2 * Style.space.margin
        spacing: Style.space.s24

        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "title"
            text: qsTr("维护人员请输入密码")
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            role: "bodyLarge"
            text: qsTr("进去以后，这台终端暂停办事，退出后恢复。不是维护人员，请点“返回”。")
            color: Style.color.ink2
        }
        Card {
            verticalPadding: Style.space.s40
            tone: Technician.wrong ? "error" : "strong"

            Label {
                objectName: "pinDots"
                width: parent.width
                role: "number"
                horizontalAlignment: Text.AlignHCenter
                text: page.pin === "" ? "—" : "●".repeat(page.pin.length)
                Accessible.name: qsTr("已填 %1 位").arg(page.pin.length)
            }
        }
        NoteLine {
            objectName: "pinNote"
            status: Technician.wrong || Technician.wait > 0 ? "attention" : ""
            text: Technician.wait > 0 ? qsTr("输错次数多了，%1 秒后再试。").arg(Technician.wait) : Technician.wrong ? qsTr("密码不对，请再输一次。") : qsTr("密码是 4 到 12 位数字。")
        }
    }
    Column {
        anchors.bottom: parent.bottom
        width: parent.width

        NumericKeypad {
            onDigit: d => {
                Technician.touch();
                if (page.pin.length < page.most)
                    page.pin += d;
            }
            onClear: page.pin = ""
            onBackspace: page.pin = page.pin.slice(0, -1)
        }
        ActionBar {
            helpVisible: false
            primaryText: qsTr("进入维护")
            onBack: Technician.giveUp()
            onPrimary: {
                if (page.pin.length >= page.least && Technician.wait === 0) {
                    Technician.enter(page.pin);
                    page.pin = "";
                }
            }
        }
    }
}
