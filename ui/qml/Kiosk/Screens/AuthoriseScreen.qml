// The principal lets somebody act for them, and signs; or a guardian says to be one. For one case, told before it counts.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool guardian: Acting.relation === "guardian"

    function agree() {
        if (page.guardian) {
            Acting.declare();
            return;
        }
        const pad = signing.item as SignaturePad;
        pad.complain = !pad.enough;
        if (pad.enough)
            Acting.authorise(pad.item);
    }

    objectName: "authoriseScreen"
    title: page.guardian ? qsTr("请确认您是孩子的监护人") : qsTr("请本人授权")
    subtitle: page.guardian ? qsTr("孩子：%1；事项：%2").arg(Acting.maskedName).arg(Acting.item) : qsTr("请 %1 本人看过以后签名。事项：%2").arg(Acting.maskedName).arg(Acting.item)

    above: NoteLine {
        objectName: "authorise.read"
        implicitHeight: Style.type.heading.line + Style.space.s16
        status: "ok"
        role: "bodyStrong"
        text: qsTr("证件已读出：%1").arg(Acting.maskedName)
        color: Style.color.success
    }

    Column {
        id: place

        width: parent.width

        Card {
            parent: page.beside ?? place
            verticalPadding: Style.space.s24
            spacing: Style.space.s16

            Repeater {
                model: page.guardian ? [qsTr("我是这个孩子的监护人。"), qsTr("只办这一件事，最多 24 小时有效。"), qsTr("不刷孩子的脸。要确认身份的是您。"), qsTr("办理部门会核对监护关系。核对不上，这次申请不算数。")] : [qsTr("只授权办这一件事，别的事不行。"), qsTr("最多 24 小时有效，办完就作废。"), qsTr("代您办的人也要刷自己的证件，确认身份。"), qsTr("授权和签名跟申请一起交给办理部门。")]

                NumberedLine {
                    required property int index
                    required property string modelData

                    number: index + 1
                    text: modelData
                }
            }
        }
    }
    Loader {
        id: signing

        width: parent.width
        active: !page.guardian
        visible: active
        sourceComponent: SignaturePad {}
    }

    footer: ActionBar {
        primaryText: page.guardian ? qsTr("我是监护人，继续") : qsTr("同意授权并签名")
        onPrimary: page.agree()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
