// 输入办理码: the code that the desk gave; what was filled in there is gone on with here.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property int places: 8
    property bool complain: false
    readonly property string trouble: Matters.refused === "platform.gone" ? qsTr("码不对，或者已经用过、过期了。请对照着再输一次，或者找给您码的工作人员") : Matters.refused === "platform.not-found" ? qsTr("这个码是别人的事，换了证件就取不出来") : Matters.refused !== "" ? Texts.platform(Matters.refused) : page.complain && Matters.code.length < page.places ? qsTr("还差 %1 位").arg(page.places - Matters.code.length) : ""

    function submit() {
        page.complain = true;
        if (Matters.code.length === page.places)
            Matters.takeCode();
    }

    objectName: "handoverScreen"
    title: qsTr("请输入工作人员给您的办理码")
    titleRole: "titleSmall"
    subtitle: qsTr("工作人员帮您填好的，在这里接着办，不用再填一遍。")
    stepsVisible: false

    HandoverWord {
        code: Matters.code
        typing: true
        wrong: page.trouble !== ""
    }
    NoteLine {
        objectName: "handover.trouble"
        visible: page.trouble !== ""
        status: "error"
        role: "bodyStrong"
        color: Style.color.error
        text: page.trouble
    }

    tray: NumericKeypad {
        onDigit: d => {
            page.complain = false;
            if (Matters.code.length < page.places)
                Matters.typeCode(Matters.code + d);
        }
        onClear: Matters.typeCode("")
        onBackspace: Matters.typeCode(Matters.code.slice(0, -1))
    }
    footer: ActionBar {
        primaryText: qsTr("接着办")
        busy: Matters.busy
        onPrimary: page.submit()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
