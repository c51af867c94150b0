// The bar at the bottom of a task page: back, help, and the one primary action.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Rectangle {
    id: bar

    property string primaryText: qsTr("下一步")
    property string primaryIcon: ""
    property bool primaryVisible: true
    property bool backVisible: true
    property bool helpVisible: true
    property bool busy: false
    property string backText: qsTr("返回")
    property string backIcon: "arrow-left"

    signal primary
    signal back
    signal help

    objectName: "actionBar"
    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.actionBar, main.implicitHeight + 2 * Style.space.s24)
    color: Style.color.surface

    Rectangle {
        width: parent.width
        height: Style.border.divider
        color: Style.color.line
    }
    OutlineButton {
        id: backButton

        objectName: "backButton"
        visible: bar.backVisible
        x: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        width: bar.backVisible ? Math.max(Style.size.backButton, implicitWidth) : 0
        text: bar.backText
        iconName: bar.backIcon
        onTapped: bar.back()
    }
    // Buttons that a page does not show are not made: most page changes make this bar anew.
    Loader {
        id: helpText

        active: bar.helpVisible && bar.primaryVisible
        x: bar.backVisible ? backButton.x + backButton.width + Style.space.s24 : Style.space.s48
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: TextButton {
            objectName: "helpButton"
            large: true
            height: Style.size.primaryButton
            text: qsTr("帮助")
            iconName: "headset"
            onTapped: bar.help()
        }
    }
    Loader {
        active: bar.helpVisible && !bar.primaryVisible
        anchors.right: parent.right
        anchors.rightMargin: Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: OutlineButton {
            objectName: "helpButton"
            text: qsTr("呼叫帮助")
            iconName: "headset"
            onTapped: bar.help()
        }
    }
    Loader {
        id: main

        readonly property real start: helpText.active ? helpText.x + helpText.width + Style.space.s24 : bar.backVisible ? backButton.x + backButton.width + Style.space.s24 : Style.space.margin

        active: bar.primaryVisible
        x: main.start
        width: bar.width - main.start - Style.space.margin
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: PrimaryButton {
            objectName: "primaryButton"
            text: bar.primaryText
            iconName: bar.primaryIcon
            busy: bar.busy
            onTapped: bar.primary()
        }
    }
}
