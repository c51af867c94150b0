// What a technician finds over the citizen's pages: the door, and behind it the pages. Its Loader is told what it covers.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

Item {
    id: pages

    Binding {
        target: pages.parent
        property: "covers"
        value: Technician.stage !== "closed"
    }
    Loader {
        anchors.fill: parent
        active: Technician.available && Technician.stage === "closed" && Chrome.screen === "home"
        sourceComponent: TechnicianDoor {}
    }
    Loader {
        anchors.fill: parent
        active: Technician.stage !== "closed"
        source: "TechnicianArea.qml"
    }
}
