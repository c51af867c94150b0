// The bar at the bottom of home and result pages: 长辈版, low reach, contrast, reading aloud, display and language, help.
// Every cell is a word with its icon. With large words there is room for fewer: the sheet holds the others.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: bar

    readonly property int cells: (Style.large ? 3 : 5) + (Speech.available ? 1 : 0)

    objectName: "accessibilityBar"
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.accessibilityBar, elder.implicitHeight + 2 * row.y)
    color: Style.color.navy

    Rectangle {
        width: parent.width
        height: Style.border.divider
        color: Chrome.highContrast ? Style.color.lineStrong : Style.color.navy
    }
    Row {
        id: row

        x: Style.space.s24
        y: Style.space.s12
        width: parent.width - 2 * x
        height: parent.height - 2 * y
        spacing: Style.space.targetGap

        BarCell {
            id: elder

            cells: bar.cells
            objectName: "elderButton"
            iconName: "old"
            text: Chrome.elder ? qsTr("标准版") : qsTr("长辈版")
            onTapped: Chrome.setElder(!Chrome.elder)
        }
        BarCell {
            cells: bar.cells
            objectName: "lowReachButton"
            visible: !Style.large
            iconName: "disabled"
            text: Chrome.lowReach ? qsTr("低位：开") : qsTr("低位操作")
            on: Chrome.lowReach
            onTapped: Chrome.setLowReach(!Chrome.lowReach)
        }
        BarCell {
            cells: bar.cells
            objectName: "contrastButton"
            visible: !Style.large
            iconName: "contrast"
            text: Chrome.highContrast ? qsTr("高对比：开") : qsTr("高对比")
            on: Chrome.highContrast
            onTapped: Chrome.setContrast(!Chrome.highContrast)
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
            objectName: "displayButton"
            iconName: "language"
            // Understood in whatever language the page is.
            text: Chrome.language === "en" ? qsTr("中文 · 字号") : qsTr("EN · 字号")
            onTapped: Chrome.openDisplay(true)
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
