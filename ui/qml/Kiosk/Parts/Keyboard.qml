// Qt's virtual keyboard as an item of the page.
import QtQuick
import QtQuick.VirtualKeyboard

InputPanel {
    id: keyboard
}
