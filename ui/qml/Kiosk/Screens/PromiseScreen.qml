// What it means to bring a paper later, or to promise instead of bringing it: all of it told before the signature.
// A change of these words is a change of PROMISE_TEXT in kiosk/runtime/performing/casework.py.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property var later: [qsTr("还缺什么：%1。").arg(Supply.material), qsTr("怎么补：在自助机或窗口交原件的扫描件。"), Supply.days > 0 ? qsTr("什么时候补：收件后 %1 天内。").arg(Supply.days) : qsTr("什么时候补：日期由部门定，可以打 12345 问。"), qsTr("到期没补：这次申请按撤回处理。")]
    readonly property var promised: [qsTr("我知道办这件事要证明的内容：%1。").arg(Supply.material), qsTr("我符合办理条件，说的都是真的。"), qsTr("部门可以核查，我愿意配合。"), qsTr("说了假话，办好的要撤销，还要记入信用记录。")]

    function submit() {
        pad.complain = !pad.enough;
        if (pad.enough)
            Identity.sign(pad.item);
    }

    objectName: "promiseScreen"
    title: Supply.promise ? qsTr("签承诺书，就不用交这份材料") : qsTr("这份材料以后补，可以吗？")
    subtitle: qsTr("愿不愿意由您定。不签就返回，照常交材料。")

    Column {
        id: place

        width: parent.width

        Card {
            parent: page.beside ?? place
            verticalPadding: Style.space.s24
            spacing: Style.space.s16

            Repeater {
                model: Supply.promise ? page.promised : page.later

                NumberedLine {
                    required property int index
                    required property string modelData

                    objectName: "promise.line." + index
                    number: index + 1
                    text: modelData
                }
            }
        }
    }
    SignaturePad {
        id: pad
    }

    footer: ActionBar {
        primaryText: Supply.promise ? qsTr("我承诺，签名") : qsTr("我同意以后补，签名")
        onPrimary: page.submit()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
