// What stands before the questions of a form: what is missing, where it is to be said here, and what is known already.
// On a broad screen beside them.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: known

    property Item beside: null
    property bool noticed: false

    signal chosen(string name)

    width: parent?.width ?? 0
    bottomPadding: !known.beside && card.visible ? Style.space.s12 : 0

    Column {
        parent: known.beside ?? known
        width: parent?.width ?? 0
        visible: known.visible

        Loader {
            width: parent.width
            active: known.noticed
            visible: active
            sourceComponent: FormNotices {
                onChosen: name => known.chosen(name)
            }
        }
        // What is missing has the room for itself, there.
        PrefilledCard {
            id: card

            visible: count > 0 && !(known.noticed && known.beside !== null)
            model: Form.prefilled
        }
    }
}
