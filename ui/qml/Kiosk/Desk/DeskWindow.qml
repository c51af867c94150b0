// The staff's desk: signing in, then the rail of pages and one page. Drawn at 1920×1080 and scaled to the window.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Window {
    id: window

    readonly property int designWidth: 1920
    readonly property int designHeight: 1080
    readonly property DeskTexts texts: DeskTexts {}

    width: Math.min(window.designWidth, Screen.desktopAvailableWidth)
    height: Math.min(window.designHeight, Screen.desktopAvailableHeight)
    visible: true
    color: Style.color.canvas
    title: Workbench.training ? qsTr("演练，不是真的") : qsTr("帮办工作台")
    Component.onDestruction: Style.training = false

    Binding {
        target: Style
        property: "training"
        value: Workbench.training
    }
    Item {
        id: stage

        readonly property real fit: Math.min(window.width / window.designWidth, window.height / window.designHeight)

        objectName: "deskStage"
        width: window.designWidth
        height: window.designHeight
        x: Math.round((window.width - width * fit) / 2)
        scale: stage.fit
        transformOrigin: Item.TopLeft

        DeskTraining {
            id: training

            width: parent.width
            visible: Workbench.training
        }
        Loader {
            anchors.fill: parent
            anchors.topMargin: training.taken
            active: Workbench.stage !== "open"
            sourceComponent: DeskSignIn {}
        }
        Loader {
            anchors.fill: parent
            anchors.topMargin: training.taken
            active: Workbench.stage === "open"
            sourceComponent: Item {
                DeskRail {
                    id: rail

                    width: Style.size.backButton + Style.space.s32
                    height: parent.height
                    texts: window.texts
                }
                DeskHelp {
                    visible: Workbench.page === "assist" && DeskForm.helpStage !== "none"
                    anchors.left: rail.right
                    anchors.right: parent.right
                    height: parent.height
                }
                DeskLook {
                    visible: DeskForm.helpStage === "look"
                    anchors.left: rail.right
                    anchors.right: parent.right
                    height: parent.height
                }
                DeskFigures {
                    visible: Workbench.page === "figures"
                    anchors.left: rail.right
                    anchors.right: parent.right
                    height: parent.height
                    texts: window.texts
                }
                DeskPage {
                    visible: Workbench.page !== "figures" && (Workbench.page !== "assist" && DeskForm.helpStage !== "look" || DeskForm.helpStage === "none")
                    anchors.left: rail.right
                    anchors.right: parent.right
                    height: parent.height
                    texts: window.texts
                }
            }
        }
        FocusRing {
            target: (window.activeFocusItem as Tappable)
        }
    }
}
