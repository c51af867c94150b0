// The way in for staff: hold the corner of the header, or press the keys. Nothing to see.
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: door

    objectName: "technicianDoor"

    MouseArea {
        objectName: "technicianCorner"
        anchors.top: parent.top
        anchors.right: parent.right
        width: Style.size.backButton
        height: Style.size.header
        pressAndHoldInterval: Style.time.technicianHold
        onPressAndHold: Technician.knock()
    }
    Shortcut {
        sequence: "Ctrl+Alt+T"
        onActivated: Technician.knock()
    }
}
