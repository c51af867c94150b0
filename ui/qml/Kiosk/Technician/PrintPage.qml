// The print test: four random digits come out, the person reads them off the paper and types them.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    property string digits: ""
    readonly property bool asking: Technician.printing === "asking"
    readonly property bool over: Technician.printing !== "" && Technician.printing !== "printing" && !page.asking

    function sentence(phase: string): string {
        switch (phase) {
        case "printing":
            return qsTr("正在打印测试纸");
        case "asking":
            return qsTr("纸上是哪四位数字？");
        case "pass":
            return qsTr("打印清楚");
        case "simulated":
            return qsTr("读对了。打印机是模拟的，不算通过。");
        case "fail":
            return qsTr("打印没有通过");
        case "busy":
            return qsTr("打印机被占用");
        case "not-fitted":
            return qsTr("没有安装打印机");
        default:
            return qsTr("会打出四位数字，请看着纸输入");
        }
    }

    objectName: "printPage"
    title: qsTr("打印测试")
    subtitle: qsTr("测试纸不是凭条，测完撕掉。")

    StatusCard {
        objectName: "printState"
        waiting: Technician.printing === "printing"
        status: !page.over ? "" : Technician.printing === "pass" ? "ok" : Technician.printing === "fail" ? "error" : "attention"
        title: page.sentence(Technician.printing)
    }
    CodeBoxes {
        visible: page.asking
        width: Math.min(parent.width, 4 * Style.size.codeBoxWidth + 3 * Style.space.s24)
        places: 4
        code: page.digits
    }
    PrimaryButton {
        objectName: "print.start"
        visible: !page.asking && Technician.printing !== "printing"
        width: parent.width
        text: page.over ? qsTr("再打一张") : qsTr("打印测试纸")
        iconName: "printer"
        onTapped: {
            page.digits = "";
            Technician.printTest();
        }
    }

    footer: [
        NumericKeypad {
            visible: page.asking
            x: -Style.space.margin
            width: parent ? parent.width + 2 * Style.space.margin : implicitWidth
            onDigit: d => {
                Technician.touch();
                if (page.digits.length < 4)
                    page.digits += d;
                if (page.digits.length === 4)
                    Technician.read(page.digits);
            }
            onClear: page.digits = ""
            onBackspace: page.digits = page.digits.slice(0, -1)
        },
        OutlineButton {
            objectName: "print.back"
            width: parent ? parent.width : implicitWidth
            text: qsTr("返回")
            iconName: "arrow-left"
            onTapped: page.opened(Technician.maintains ? "overview" : "repairs")
        }
    ]
}
