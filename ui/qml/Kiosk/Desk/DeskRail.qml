// The pages at the left, with how many lie on each; who is signed in; locking.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: rail

    required property DeskTexts texts
    // The figures of the day stand behind the day's cases.
    readonly property list<string> pages: Workbench.pages.filter(name => name !== "figures")

    objectName: "deskRail"
    color: Style.color.navy

    Column {
        id: head

        x: Style.space.s24
        y: Style.space.s16
        width: parent.width - 2 * x

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
    }
    ListView {
        objectName: "deskPages"
        x: Style.space.s16
        anchors.top: head.bottom
        anchors.topMargin: Style.space.s12
        anchors.bottom: lock.top
        anchors.bottomMargin: Style.space.s12
        width: parent.width - 2 * x
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: rail.pages.indexOf(Workbench.page)
        model: rail.pages

        delegate: DeskRailEntry {
            width: ListView.view.width
            texts: rail.texts
        }
    }
    OutlineButton {
        id: lock

        objectName: "deskLock"
        x: Style.space.s24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s16
        width: parent.width - 2 * x
        small: true
        iconName: "lock"
        text: qsTr("锁屏离开")
        color: Style.color.onNavy
        ground: Style.color.navy
        groundPressed: Style.color.navyPress
        onTapped: Workbench.lock()
    }
}
