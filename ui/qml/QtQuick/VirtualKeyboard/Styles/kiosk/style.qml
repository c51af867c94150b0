// How Qt's on-screen keyboard looks here: our colours, words instead of signs, keys of at least 92 by 92 pixels.
import QtQuick
import QtQuick.VirtualKeyboard.Styles
import Kiosk.Style

KeyboardStyle {
    id: look

    keyboardDesignWidth: 1080
    keyboardDesignHeight: 520
    keyboardRelativeLeftMargin: 6 / look.keyboardDesignWidth
    keyboardRelativeRightMargin: 6 / look.keyboardDesignWidth
    keyboardRelativeTopMargin: 6 / look.keyboardDesignHeight
    keyboardRelativeBottomMargin: 10 / look.keyboardDesignHeight
    keyboardBackground: Rectangle {
        color: Style.color.sunken
    }

    keyPanel: KeyFace {
        words: control ? control.displayText : ""
        letter: control ? control.displayText.length === 1 : true
    }
    backspaceKeyPanel: KeyFace {
        words: qsTr("删除")
        quiet: true
    }
    languageKeyPanel: KeyFace {
        words: qsTr("中/EN")
        quiet: true
    }
    enterKeyPanel: KeyFace {
        words: qsTr("好了")
        quiet: true
    }
    hideKeyPanel: KeyFace {
        words: qsTr("收起")
        quiet: true
    }
    shiftKeyPanel: KeyFace {
        words: qsTr("大写")
        quiet: true
    }
    spaceKeyPanel: KeyFace {
        words: qsTr("空格")
    }
    symbolKeyPanel: KeyFace {
        words: control ? control.displayText : ""
        quiet: true
    }
    modeKeyPanel: KeyFace {
        words: control ? control.displayText : ""
        quiet: true
    }
    handwritingKeyPanel: KeyFace {
        words: ""
        quiet: true
    }

    selectionListHeight: Style.size.candidate
    selectionListDelegate: SelectionListItem {
        id: candidate

        width: Math.max(Style.size.candidate, word.implicitWidth + 2 * Style.space.s24)

        Text {
            id: word

            anchors.centerIn: parent
            text: display // qmllint disable unqualified
            textFormat: Text.PlainText
            color: candidate.ListView.isCurrentItem ? Style.color.primary : Style.color.ink
            font.family: Style.family
            font.pixelSize: Style.type.dialogTitle.pixels
        }
    }
    selectionListBackground: Rectangle {
        color: Style.color.surface

        Rectangle {
            width: parent.width
            height: Style.border.divider
            color: Style.color.line
        }
    }
    alternateKeysListItemWidth: Style.size.candidate
    alternateKeysListItemHeight: Style.size.candidate
    alternateKeysListDelegate: Item {
        id: alternative

        width: Style.size.candidate
        height: Style.size.candidate

        Text {
            anchors.centerIn: parent
            text: model.text // qmllint disable unqualified
            color: Style.color.ink
            font.family: Style.family
            font.pixelSize: Style.type.heading.pixels
        }
    }
    alternateKeysListHighlight: Rectangle {
        color: Style.color.primaryTint
        radius: Style.radius.tag
    }
    alternateKeysListBackground: Rectangle {
        color: Style.color.surface
        radius: Style.radius.tag
        border.width: Style.border.control
        border.color: Style.color.lineStrong
    }
    popupListDelegate: look.selectionListDelegate
    popupListBackground: look.selectionListBackground
    navigationHighlight: Rectangle {
        color: "transparent"
        radius: Style.radius.tag
        border.width: Style.border.focus
        border.color: Style.color.focus
    }
}
