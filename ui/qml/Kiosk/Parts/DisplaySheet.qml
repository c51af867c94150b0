// How the screen looks and which language it speaks, over the page, in its lower part: each choice holds at once, and
// what was filled in stays. It is the next person's no more.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: sheet

    objectName: "dialog"
    anchors.fill: parent
    Accessible.role: Accessible.Dialog
    Accessible.name: title.text
    Component.onCompleted: done.forceActiveFocus()
    Keys.onEscapePressed: Chrome.openDisplay(false)

    Rectangle {
        anchors.fill: parent
        color: Style.color.dim

        MouseArea {
            anchors.fill: parent
            onClicked: Chrome.openDisplay(false)
        }
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s16
        width: parent.width - 2 * Style.space.s24
        height: choices.y + choices.height + Style.space.s32
        radius: Style.radius.dialog
        color: Style.color.surface
        border.width: Style.border.divider
        border.color: Style.color.cardLine

        Label {
            id: title

            objectName: "dialogTitle"
            x: Style.space.s32
            anchors.verticalCenter: done.verticalCenter
            width: done.x - x - Style.space.s24
            role: "dialogTitle"
            text: qsTr("显示和语言")
            Accessible.role: Accessible.Heading
        }
        PrimaryButton {
            id: done

            objectName: "displayDone"
            y: Style.space.s24
            anchors.right: parent.right
            anchors.rightMargin: Style.space.s32
            width: Math.min(implicitWidth + Style.space.s48, parent.width / 2)
            text: qsTr("好了")
            onTapped: Chrome.openDisplay(false)
        }
        Grid {
            id: choices

            readonly property real cell: (width - (columns - 1) * spacing) / columns

            x: Style.space.s32
            y: done.y + done.height + Style.space.s24
            width: parent.width - 2 * x
            columns: Style.landscape ? 5 : 3
            spacing: Style.space.targetGapMiddle

            Repeater {
                model: [
                    {
                        "name": "elder",
                        "text": qsTr("长辈版"),
                        "chosen": Chrome.elder
                    },
                    {
                        "name": "low-reach",
                        "text": qsTr("低位操作"),
                        "chosen": Chrome.lowReach
                    },
                    {
                        "name": "contrast",
                        "text": qsTr("高对比"),
                        "chosen": Chrome.highContrast
                    },
                    {
                        "name": "standard",
                        "text": qsTr("标准字"),
                        "chosen": Chrome.textSize === "standard"
                    },
                    {
                        "name": "large",
                        "text": qsTr("大字"),
                        "chosen": Chrome.textSize === "large"
                    },
                    {
                        "name": "largest",
                        "text": qsTr("特大字"),
                        "chosen": Chrome.textSize === "largest"
                    },
                    {
                        "name": "zh-Hans",
                        "text": "简体中文",
                        "chosen": Chrome.language === "zh-Hans"
                    },
                    {
                        "name": "zh-Hant",
                        "text": "繁體中文",
                        "chosen": Chrome.language === "zh-Hant"
                    },
                    {
                        "name": "en",
                        "text": "English",
                        "chosen": Chrome.language === "en"
                    }
                ]

                ChipButton {
                    required property var modelData

                    objectName: "display." + modelData.name
                    width: choices.cell
                    text: modelData.text
                    chosen: modelData.chosen
                    onTapped: sheet.choose(modelData.name, !chosen)
                }
            }
        }
    }

    function choose(name: string, on: bool) {
        switch (name) {
        case "elder":
            return Chrome.setElder(on);
        case "low-reach":
            return Chrome.setLowReach(on);
        case "contrast":
            return Chrome.setContrast(on);
        case "standard":
        case "large":
        case "largest":
            return Chrome.setTextSize(name);
        default:
            return Chrome.setLanguage(name);
        }
    }
}
