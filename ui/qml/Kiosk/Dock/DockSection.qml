// One device of the dock: its name, what is to be said of it, and rows of words as wide as the section.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: section

    required property string target
    property string title: ""
    property string note: ""
    property bool strongNote: false
    readonly property bool here: Dock.here.includes(section.target)

    objectName: "dockSection." + section.target
    padding: Style.space.s24
    verticalPadding: Style.space.s16
    spacing: Style.space.s12

    Item {
        width: parent.width
        height: heading.height

        Label {
            id: heading

            role: "labelStrong"
            text: section.title
            color: Style.color.ink2
        }
        Label {
            objectName: "note"
            anchors.right: parent.right
            role: section.strongNote && section.here ? "labelStrong" : "label"
            text: section.here ? section.note : qsTr("没有运行")
            color: section.here ? Style.color.ink2 : Style.color.disabled
        }
    }
}
