// What is said before the questions of a form: an earlier one that may be taken up, or what is missing.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Column {
    id: notices

    signal chosen(string name)

    bottomPadding: Style.space.s32

    StatusCard {
        objectName: "form.earlier"
        visible: Keeping.earlier && Form.errorCount === 0
        status: "todo"
        shapeSize: Style.size.icon
        title: qsTr("上次有一份没填完")
        text: qsTr("%1 存的").arg(Texts.moment(Keeping.saved))
        buttonText: Keeping.busy ? qsTr("请稍等…") : qsTr("接着填")
        buttonName: "form.goOn"
        onTapped: Keeping.takeUp()
    }
    ErrorSummary {
        visible: Form.errorCount > 0
        model: Form.errors
        count: Form.errorCount
        onChosen: name => notices.chosen(name)
    }
}
