// Whose matter it is: for a child, for somebody who is here, or with somebody of the station. Nobody is looked up.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "whoseScreen"
    title: qsTr("您给谁办？")
    subtitle: qsTr("替别人办要两个人的证件：先刷他的，再刷您的。")

    Column {
        width: parent.width
        spacing: Style.space.s24

        Repeater {
            model: [
                {
                    relation: "guardian",
                    icon: "users",
                    title: qsTr("给孩子办"),
                    hint: qsTr("孩子未满 18 岁，您是监护人。不刷孩子的脸。")
                },
                {
                    relation: "agent",
                    icon: "user",
                    title: qsTr("给家人或别人办"),
                    hint: qsTr("他本人也在，愿意让您代办，在屏幕上签名授权。")
                },
                {
                    relation: "staff",
                    icon: "headset",
                    title: qsTr("工作人员帮他办"),
                    hint: qsTr("他本人也在。操作由工作人员来，核对和签名由他本人来。")
                }
            ]

            ChoiceCard {
                required property var modelData

                objectName: "whose." + modelData.relation
                width: parent.width
                title: modelData.title
                hint: modelData.hint
                iconName: modelData.icon
                onTapped: Acting.choose(modelData.relation)
            }
        }
    }
    NoteLine {
        role: "step"
        text: qsTr("他本人来不了？请到窗口，带上委托书办。")
    }
    Card {
        padding: 0
        verticalPadding: 0

        ListRow {
            objectName: "whose.self"
            title: qsTr("给自己办")
            note: qsTr("返回上一页，选“开始办理”")
            iconName: "arrow-left"
            last: true
            onTapped: Chrome.back()
        }
    }

    footer: ActionBar {
        primaryVisible: false
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
