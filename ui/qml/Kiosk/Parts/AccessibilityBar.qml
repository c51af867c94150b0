// The bar at the bottom of home and result pages: contrast, language, help. Every cell is a word with its icon.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: bar

    // Only the languages one can switch to, each written in itself.
    readonly property var languages: [
        {
            "tag": "zh-Hans",
            "name": "简体中文"
        },
        {
            "tag": "zh-Hant",
            "name": "繁體中文"
        },
        {
            "tag": "en",
            "name": "English"
        }
    ].filter(each => each.tag !== Chrome.language)

    readonly property int cells: Speech.available ? 5 : 4

    objectName: "accessibilityBar"
    width: parent ? parent.width : implicitWidth
    implicitHeight: Style.size.accessibilityBar
    color: Style.color.navy

    Rectangle {
        width: parent.width
        height: Style.border.divider
        color: Chrome.highContrast ? Style.color.lineStrong : Style.color.navy
    }
    Row {
        anchors.fill: parent
        anchors.leftMargin: Style.space.s24
        anchors.rightMargin: Style.space.s24
        anchors.topMargin: Style.space.s16
        anchors.bottomMargin: Style.space.s16
        spacing: Style.space.s12

        BarCell {
            cells: bar.cells
            objectName: "contrastButton"
            iconName: "contrast"
            text: Chrome.highContrast ? qsTr("高对比：开") : qsTr("高对比")
            on: Chrome.highContrast
            onTapped: Chrome.setContrast(!Chrome.highContrast)
        }
        Repeater {
            model: bar.languages

            BarCell {
                required property var modelData

                cells: bar.cells
                objectName: "language-" + modelData.tag
                iconName: "language"
                text: modelData.name
                onTapped: Chrome.setLanguage(modelData.tag)
            }
        }
        BarCell {
            cells: bar.cells
            objectName: "speechButton"
            visible: Speech.available
            iconName: "volume"
            text: Speech.on ? qsTr("朗读：开") : qsTr("朗读")
            on: Speech.on
            onTapped: Speech.on ? Speech.stop() : Speech.start()
        }
        BarCell {
            cells: bar.cells
            objectName: "helpButton"
            iconName: "headset"
            text: qsTr("呼叫帮助")
            on: true
            onTapped: Chrome.help()
        }
    }
}
