// The technician's pages over everything else: the door first, then the list of checks and what leads on from it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: area

    // "overview", "check", "touch", "camera", "print", "repairs" or "repair".
    property string page: ""

    function go(page: string) {
        area.page = page;
        Technician.touch();
    }

    objectName: "technicianArea"
    color: Style.color.canvas

    // Nothing under these pages feels a touch.
    MouseArea {
        anchors.fill: parent
    }
    Loader {
        anchors.fill: parent
        active: Technician.stage === "pin" && !Technician.accounts
        sourceComponent: PinPage {}
    }
    Loader {
        anchors.fill: parent
        active: Technician.stage === "pin" && Technician.accounts
        sourceComponent: SignInPage {}
    }
    Loader {
        anchors.fill: parent
        active: Technician.stage === "opening"
        sourceComponent: MaintenancePage {
            objectName: "openingPage"
            title: qsTr("正在停止对外服务")
            leaveVisible: false

            StatusCard {
                waiting: true
                title: qsTr("正在归还设备，请稍等")
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: Technician.stage === "open"
        sourceComponent: {
            switch (area.page) {
            case "check":
                return checkPage;
            case "touch":
                return touchPage;
            case "camera":
                return cameraPage;
            case "print":
                return printPage;
            case "repairs":
                return repairsPage;
            case "repair":
                return repairPage;
            case "overview":
                return overviewPage;
            default:
                return Technician.maintains ? overviewPage : repairsPage;
            }
        }
    }
    Component {
        id: overviewPage

        OverviewPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: checkPage

        CheckPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: touchPage

        TouchPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: cameraPage

        CameraPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: repairsPage

        RepairsPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: repairPage

        RepairPage {
            onOpened: page => area.go(page)
        }
    }
    Component {
        id: printPage

        PrintPage {
            onOpened: page => area.go(page)
        }
    }
}
