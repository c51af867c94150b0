// The scaffold of a technician's page: what this is, the way out, a title, a column, a foot.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: page

    property string title: ""
    property string subtitle: ""
    property bool leaveVisible: true
    default property alias content: column.data
    property alias footer: foot.data
    property alias spacing: column.spacing
    readonly property real availableHeight: foot.y - column.y - Style.space.s24

    signal opened(string page)

    anchors.fill: parent

    Rectangle {
        id: bar

        width: parent.width
        height: Math.max(Style.size.header, words.height + Style.space.s32)
        color: Style.color.surface

        Icon {
            id: sign

            x: Style.space.margin
            anchors.verticalCenter: parent.verticalCenter
            name: "tool"
            size: Style.size.icon
        }
        Column {
            id: words

            anchors.left: sign.right
            anchors.leftMargin: Style.space.s20
            anchors.right: leaveButton.left
            anchors.rightMargin: Style.space.s24
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                role: "bodyStrong"
                text: qsTr("维护中，已对群众停用")
            }
            Label {
                width: parent.width
                role: "label"
                text: qsTr("自助终端 %1 · %2").arg(Chrome.terminal).arg(Chrome.clock)
                color: Style.color.ink2
            }
        }
        OutlineButton {
            id: leaveButton

            objectName: "technician.leave"
            visible: page.leaveVisible
            anchors.right: parent.right
            anchors.rightMargin: Style.space.margin
            anchors.verticalCenter: parent.verticalCenter
            small: true
            text: qsTr("退出维护")
            iconName: "logout"
            onTapped: Technician.leave()
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Style.border.divider
            color: Style.color.line
        }
    }
    Column {
        id: top

        anchors.top: bar.bottom
        anchors.topMargin: Style.space.s32
        x: Style.space.margin
        width: parent.width - 2 * Style.space.margin

        Label {
            objectName: "pageTitle"
            width: parent.width
            role: "dialogTitle"
            text: page.title
            Accessible.role: Accessible.Heading
        }
        Label {
            objectName: "pageSubtitle"
            width: parent.width
            visible: page.subtitle !== ""
            text: page.subtitle
            color: Style.color.ink2
        }
    }
    Column {
        id: column

        y: top.y + top.height + Style.space.s24
        x: Style.space.margin
        width: parent.width - 2 * Style.space.margin
        spacing: Style.space.s24
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: height > 0 ? Style.space.s32 : 0
        x: Style.space.margin
        width: parent.width - 2 * Style.space.margin
        spacing: Style.space.s20
    }
}
