// 演练: on every page, above everything, as long as nothing is real.
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: banner

    readonly property int taken: banner.visible ? banner.height : 0

    objectName: "deskTraining"
    height: Style.space.s48
    color: Style.color.focus
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Label {
        id: words

        objectName: "deskTrainingWords"
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 2 * Style.space.s32)
        role: "labelStrong"
        text: Workbench.stage === "open" ? qsTr("演练：这里的办件、号码、打印都不是真的，什么也不会送到平台") : qsTr("演练：工号 s-02 帮办、s-03 复核、s-05 站长，密码都是 yanlian-2580。不要用真的密码")
        color: Style.color.ink
        Accessible.ignored: true
    }
}
