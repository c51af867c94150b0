// Every synthetic person's card, three in a row.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Grid {
    id: people

    width: parent ? parent.width : implicitWidth
    columns: 3
    spacing: Style.space.s12

    Repeater {
        model: Dock.people

        DockPerson {
            width: (people.width - 2 * people.spacing) / 3
        }
    }
}
