// Sign with a finger: to confirm who one is while the line is down, or to confirm what was filled in.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool identifying: Chrome.stepName === "identify"

    function submit() {
        pad.complain = !pad.enough;
        if (pad.enough)
            Identity.sign(pad.item);
    }

    objectName: "signatureScreen"
    title: page.identifying ? qsTr("请签名，确认是您本人") : qsTr("请签名，确认内容属实")
    subtitle: page.identifying ? qsTr("连不上平台时用刷证加签名，平台之后核对。") : qsTr("签名后就提交。")

    Column {
        id: place

        width: parent.width

        Card {
            parent: page.beside ?? place
            verticalPadding: Style.space.s24
            spacing: Style.space.s16

            Repeater {
                model: page.identifying ? [qsTr("我就是刚才那张证件的本人。"), qsTr("平台之后会核对。核对不上，这次申请不算数。")] : [qsTr("刚才核对的内容都是真的。"), qsTr("签名和申请一起交给办理部门。")]

                NumberedLine {
                    required property int index
                    required property string modelData

                    number: index + 1
                    text: modelData
                }
            }
        }
    }
    SignaturePad {
        id: pad
    }
    Card {
        parent: page.beside ?? page.column
        padding: 0
        verticalPadding: 0

        ListRow {
            objectName: "signature.confirm"
            visible: !page.identifying && Identity.verifiedBy !== ""
            title: qsTr("不方便写字？不写也能确认")
            note: Identity.verifiedBy === "face" ? qsTr("用刚才的刷脸代替手写签名，会这样记下来") : qsTr("用刚才的短信验证代替手写签名，会这样记下来")
            noteBelow: true
            iconName: "check"
            onTapped: Identity.confirm()
        }
        ListRow {
            objectName: "signature.help"
            title: qsTr("不方便写字？请人帮忙")
            iconName: "headset"
            last: true
            onTapped: Chrome.help()
        }
    }

    footer: ActionBar {
        primaryText: qsTr("同意并签名")
        onPrimary: page.submit()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
