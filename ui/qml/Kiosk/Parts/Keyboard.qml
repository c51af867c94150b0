// Qt's virtual keyboard as an item of the page: pinyin and English, no learning, nothing kept.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Kiosk.Style
import Kiosk.ViewModels

InputPanel {
    id: keyboard

    signal write

    Component.onCompleted: {
        VirtualKeyboardSettings.inputMethodHints = Qt.ImhSensitiveData;
        VirtualKeyboardSettings.styleName = "kiosk";
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_GB"];
        VirtualKeyboardSettings.locale = Chrome.language === "en" ? "en_GB" : "zh_CN";
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true;
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Language;
    }

    // Where candidates stand while something is being spelled.
    PadKey {
        objectName: "keyboard.write"
        anchors.right: parent.right
        width: 2 * Style.size.candidate
        height: Style.size.candidate
        z: 1
        visible: Handwriting.offered && InputContext.preeditText === "" && !(InputContext.inputMethodHints & Qt.ImhLatinOnly)
        word: true
        text: qsTr("手写")
        onTapped: keyboard.write()
    }
}
