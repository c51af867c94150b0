// One page of the desk in the rail, with how many lie on it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Tappable {
    id: entry

    required property DeskTexts texts
    required property string modelData
    readonly property bool here: Workbench.page === entry.modelData || entry.modelData === "today" && Workbench.page === "figures"
    readonly property int count: Workbench.counts[entry.modelData] ?? 0
    readonly property color ink: entry.here ? Style.color.navy : Style.color.onNavy

    objectName: "desk." + entry.modelData
    text: entry.texts.page(entry.modelData) + (entry.count > 0 ? " " + entry.count : "")
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
        name: entry.texts.icon(entry.modelData)
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
