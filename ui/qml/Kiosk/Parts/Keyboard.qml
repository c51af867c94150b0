// Qt's virtual keyboard as an item of the page: pinyin and English, no learning, nothing kept.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Kiosk.ViewModels

InputPanel {
    id: keyboard

    Component.onCompleted: {
        VirtualKeyboardSettings.inputMethodHints = Qt.ImhSensitiveData;
        VirtualKeyboardSettings.styleName = "kiosk";
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_GB"];
        VirtualKeyboardSettings.locale = Chrome.language === "en" ? "en_GB" : "zh_CN";
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true;
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Language;
    }
}
