// Consent to one face check. Saying no costs nothing and is as large as saying yes.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "faceConsentScreen"
    title: qsTr("刷脸以前，先问您同不同意")
    subtitle: qsTr("不同意也能办，换一种方式，效力一样。")

    Card {
        verticalPadding: Style.space.s32
        spacing: Style.space.s24

        Repeater {
            model: [qsTr("只做一件事：用摄像头看您的脸，和证件芯片里的照片比一比，确认是您本人。"), qsTr("在这台机器上比。照片只用来比对，比完马上删，不存也不发出去。"), qsTr("发给平台的只有比对结果，没有照片。"), qsTr("只管这一次。下次再用，会再问您。"), qsTr("会请您做两个小动作，比如眨眼、转头。")]

            NumberedLine {
                required property int index
                required property string modelData

                number: index + 1
                text: modelData
            }
        }
    }
    Label {
        width: parent.width
        visible: Identity.consentVersion !== ""
        role: "label"
        text: qsTr("同意书版本 %1").arg(Identity.consentVersion)
        color: Style.color.ink2
    }
    Item {
        visible: !page.beside
        width: parent.width
        height: Math.max(0, page.availableHeight - y - answers.height - page.spacing - Style.space.s32)
    }
    Column {
        id: answers

        parent: page.beside ?? page.column
        width: parent?.width ?? 0
        spacing: Style.space.s24

        OutlineButton {
            id: no

            objectName: "consent.decline"
            width: parent.width
            height: Math.max(implicitHeight, yes.implicitHeight)
            text: qsTr("不同意，换一种方式")
            onTapped: Identity.decline()
        }
        PrimaryButton {
            id: yes

            objectName: "consent.agree"
            width: parent.width
            height: Math.max(implicitHeight, no.implicitHeight)
            text: qsTr("同意这一次用刷脸")
            onTapped: Identity.agree()
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
