// Signing in: staff card and PIN, or number and password. Wrong ones cost time.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    readonly property bool checking: Workbench.stage === "checking"

    function enter() {
        if (page.checking || secret.text === "" || !Workbench.card && number.text === "")
            return;
        Workbench.enter(number.text, secret.text);
        secret.text = "";
    }

    function start() {
        const first = Workbench.card || number.text !== "" ? secret : number;
        first.takeFocus();
    }

    objectName: "deskSignIn"
    color: Style.color.canvas
    Component.onCompleted: page.start()

    Connections {
        function onChanged() {
            if (Workbench.stage === "locked")
                page.start();
        }

        target: Workbench
    }
    Rectangle {
        width: parent.width
        height: Style.size.header
        color: Style.color.navy

        Label {
            objectName: "pageTitle"
            anchors.verticalCenter: parent.verticalCenter
            x: Style.space.margin
            role: "heading"
            text: qsTr("帮办工作台")
            color: Style.color.onNavy
            Accessible.role: Accessible.Heading
        }
    }
    Card {
        id: card

        anchors.centerIn: parent
        anchors.verticalCenterOffset: Style.size.header / 2
        width: Style.size.dialog
        padding: Style.space.s48
        verticalPadding: Style.space.s40
        spacing: Style.space.s24

        Label {
            width: parent.width
            role: "heading"
            text: Workbench.card ? qsTr("工作卡读到了，请输入密码") : qsTr("请放工作卡，或输入工号和密码")
        }
        DeskInput {
            id: number

            objectName: "deskNumber"
            visible: !Workbench.card
            width: parent.width
            label: qsTr("工号")
            most: 16
            onAccepted: secret.takeFocus()
        }
        DeskInput {
            id: secret

            objectName: "deskSecret"
            width: parent.width
            label: qsTr("密码")
            secret: true
            most: 128
            onAccepted: page.enter()
        }
        NoteLine {
            objectName: "deskProblem"
            visible: Workbench.problem !== ""
            status: "attention"
            text: Workbench.wait > 0 ? qsTr("输错次数多了，%1 秒后再试。").arg(Workbench.wait) : Workbench.problem === "staff.refused" ? qsTr("没有登录成功：工号、卡或密码不对，或者账号已停用。") : Workbench.cause + "。" + Workbench.remedy + "。"
        }
        PrimaryButton {
            objectName: "deskEnter"
            width: parent.width
            text: qsTr("登录")
            busy: page.checking
            onTapped: page.enter()
        }
        OutlineButton {
            objectName: "deskWithoutCard"
            visible: Workbench.card
            width: parent.width
            small: true
            text: qsTr("不用这张卡")
            onTapped: Workbench.withoutCard()
        }
        Label {
            width: parent.width
            role: "label"
            text: qsTr("断网也能登录。登录和看过谁的电话都有记录。")
            color: Style.color.ink2
        }
    }
}
