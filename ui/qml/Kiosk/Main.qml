// The one window: the page that the session asks for, and the dialog over it. On a smaller screen than the kiosk's
// (a developer's) the whole picture is made smaller.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Window {
    id: window

    readonly property bool broad: window.width > window.height
    readonly property int designWidth: window.broad ? 1920 : 1080
    readonly property int designHeight: window.broad ? 1080 : 1920
    // Keys are used, not fingers: only then it is shown where the focus is.
    property bool byKeys: false

    // The control that has the focus; of a text field, its box.
    function holder(item: Item): Item {
        return item instanceof TextInput ? item.parent : item?.activeFocusOnTab ? item : null;
    }

    function fileOf(screen: string): url {
        if (screen === "")
            return "";
        const words = screen.split("-").map(word => word.charAt(0).toUpperCase() + word.slice(1));
        return Qt.resolvedUrl("Screens/" + words.join("") + "Screen.qml");
    }

    width: 1080
    height: 1920
    visible: false
    // At the edge a few pixels of it are seen while the picture stands elsewhere.
    color: care.place.x !== 0 ? Style.color.canvas : Style.color.navy
    onBroadChanged: Style.landscape = window.broad
    title: Chrome.organisation
    // Alt+F4 or whatever a keyboard somebody plugs in can say: the session alone ends the process.
    onClosing: close => close.accepted = false

    BurnInCare {
        id: care

        objectName: "burnInCare"
    }
    Item {
        id: stage

        objectName: "stage"
        readonly property real fit: Math.min(1, window.width / window.designWidth, window.height / window.designHeight)

        width: window.designWidth
        height: window.designHeight
        x: Math.round((window.width - width * fit) / 2) + care.place.x
        y: care.place.y
        scale: stage.fit
        transformOrigin: Item.TopLeft

        FocusScope {
            id: pages

            anchors.fill: parent
            visible: !technician.covers
            focus: true
            enabled: Chrome.dialog === "none" && !Chrome.displayOpen
            onEnabledChanged: if (enabled)
                forceActiveFocus()

            Loader {
                id: pageLoader

                objectName: pageLoader.status === Loader.Null ? "" : "page"
                anchors.fill: parent
                focus: true
                source: keptPages.screens.includes(Chrome.screen) ? "" : window.fileOf(Chrome.screen)
                onLoaded: pageLoader.focus = true
                Keys.onPressed: event => event.accepted = Speech.key(event.text)
            }
            Repeater {
                id: keptPages

                readonly property list<string> screens: ["home", "category", "item"]

                model: keptPages.screens

                KeptPage {
                    required property string modelData

                    screen: modelData
                    source: window.fileOf(modelData)
                }
            }
        }
        Loader {
            anchors.fill: parent
            active: pageLoader.status === Loader.Error
            source: "Screens/FaultScreen.qml"
        }
        Loader {
            anchors.fill: parent
            active: Chrome.dialog === "idle"
            source: "Parts/IdleDialog.qml"
        }
        Loader {
            anchors.fill: parent
            active: Chrome.dialog === "leave"
            source: "Parts/LeaveDialog.qml"
        }
        Loader {
            anchors.fill: parent
            active: Chrome.displayOpen
            source: "Parts/DisplaySheet.qml"
        }
        // Development: the technician's pages. Without a desk neither door nor pages exist.
        Loader {
            id: technician

            property bool covers: false

            anchors.fill: parent
            active: Chrome.serviceable
            source: "Technician/TechnicianLayer.qml"
        }
        Loader {
            anchors.fill: parent
            active: Speech.curtain
            source: "Parts/SpeechCurtain.qml"
        }
        FocusRing {
            target: window.byKeys && !Speech.curtain ? window.holder(window.activeFocusItem) : null
        }
    }
}
