// Own words, typed on the keyboard: to a rating, or what is not right. May be left empty.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool rating: Words.about === "rating"

    objectName: "wordsScreen"
    titleRole: "titleSmall"
    title: page.rating ? qsTr("想说几句什么？") : qsTr("请写几句，怎么说都行")
    subtitle: page.rating ? qsTr("可以不写。别写身份证号和电话。") : qsTr("不用写身份证号。不想打字，也可以打 %1 说。").arg(Chrome.hotline)
    stepsVisible: false
    keyboardAllowed: true
    Component.onCompleted: entry.takeFocus()

    TextEntry {
        id: entry

        name: "words.entry"
        label: page.title
        lines: true
        implicitHeight: page.availableHeight - Style.space.s32
        maxLength: Words.most
        value: Words.text
        onEdited: text => Words.write(text)
    }

    footer: ActionBar {
        primaryText: qsTr("写好了")
        onPrimary: {
            Qt.inputMethod.commit(); // qmllint disable missing-property
            Words.accept();
        }
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
