// The pages at the left, with how many lie on each; who is signed in; locking.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: rail

    required property DeskTexts texts

    objectName: "deskRail"
    color: Style.color.navy

    Label {
        id: head

        x: Style.space.s24
        y: Style.space.s32
        role: "bodyStrong"
        text: qsTr("帮办工作台")
        color: Style.color.onNavy
    }
    Column {
        x: Style.space.s16
        anchors.top: head.bottom
        anchors.topMargin: Style.space.s24
        width: parent.width - 2 * x
        spacing: Style.space.s12

        Repeater {
            model: Workbench.pages

            Tappable {
                id: entry

                required property string modelData
                readonly property bool here: Workbench.page === entry.modelData
                readonly property int count: Workbench.counts[entry.modelData] ?? 0
                readonly property color ink: entry.here ? Style.color.navy : Style.color.onNavy

                objectName: "desk." + entry.modelData
                width: parent.width
                text: rail.texts.page(entry.modelData) + (entry.count > 0 ? " " + entry.count : "")
                onTapped: Workbench.turnTo(entry.modelData)

                Rectangle {
                    anchors.fill: parent
                    z: -1
                    radius: entry.radius
                    color: entry.here ? Style.color.surface : entry.pressed ? Style.color.navyPress : Style.color.navy
                }
                Icon {
                    id: sign

                    x: Style.space.s16
                    anchors.verticalCenter: parent.verticalCenter
                    name: rail.texts.icon(entry.modelData)
                    color: entry.ink
                }
                Label {
                    anchors.left: sign.right
                    anchors.leftMargin: Style.space.s16
                    anchors.verticalCenter: parent.verticalCenter
                    role: entry.here ? "labelStrong" : "label"
                    text: entry.text
                    color: entry.ink
                    Accessible.ignored: true
                }
            }
        }
    }
    Column {
        x: Style.space.s24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s24
        width: parent.width - 2 * x
        spacing: Style.space.s16

        Label {
            objectName: "deskWho"
            width: parent.width
            role: "labelStrong"
            text: Workbench.who
            color: Style.color.onNavy
        }
        Label {
            width: parent.width
            role: "label"
            text: Workbench.roles.map(name => rail.texts.role(name)).join("、")
            color: Style.color.onNavy2
        }
        OutlineButton {
            objectName: "deskLock"
            width: parent.width
            small: true
            iconName: "lock"
            text: qsTr("锁屏离开")
            color: Style.color.onNavy
            ground: Style.color.navy
            groundPressed: Style.color.navyPress
            onTapped: Workbench.lock()
        }
    }
}
