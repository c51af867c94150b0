// The guided repairs: what fits a fault stands first and says so; any other can be done as well.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

MaintenancePage {
    id: page

    // Where staff without the right to the other pages came in, there is nothing to go back to.
    readonly property bool first: !Technician.maintains

    objectName: "repairsPage"
    title: qsTr("照图修理")
    subtitle: qsTr("不用工具，也不用懂机器。一步一张图，做完由机器自己检查。")

    PagedArea {
        height: page.availableHeight

        Repeater {
            model: Technician.repairs

            ChoiceCard {
                id: card

                required property string name
                required title
                required property string device
                required property bool wanted
                required property string fault
                required property string cause
                required property string icon

                objectName: "repair." + card.name
                width: parent ? parent.width : implicitWidth
                iconName: card.icon
                hint: card.wanted ? [card.device, card.cause, card.fault].filter(words => words !== "").join(" · ") : card.device
                onTapped: {
                    Technician.beginRepair(card.name);
                    page.opened("repair");
                }

                StatusShape {
                    anchors.right: parent.right
                    anchors.rightMargin: Style.space.s28
                    anchors.verticalCenter: parent.verticalCenter
                    status: card.wanted ? "error" : ""
                }
            }
        }
    }

    footer: OutlineButton {
        objectName: "repairs.back"
        visible: !page.first
        width: parent ? parent.width : implicitWidth
        text: qsTr("返回")
        iconName: "arrow-left"
        onTapped: page.opened("overview")
    }
}
