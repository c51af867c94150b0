// Own words to a rating, typed on the keyboard; may be left empty.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "ratingWordsScreen"
    titleRole: "titleSmall"
    title: qsTr("想说几句什么？")
    subtitle: qsTr("可以不写。别写身份证号和电话。")
    stepsVisible: false
    keyboardAllowed: true
    Component.onCompleted: entry.takeFocus()

    TextEntry {
        id: entry

        name: "rating.entry"
        label: page.title
        lines: true
        implicitHeight: 2 * Style.size.addressBox
        maxLength: 120
        value: Rating.words
        onEdited: text => Rating.write(text)
    }

    footer: ActionBar {
        primaryText: qsTr("写好了")
        onPrimary: {
            Qt.inputMethod.commit(); // qmllint disable missing-property
            Rating.accept();
        }
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
