// One page of the desk: its name and the line, a field to search by typing, the table, the chosen row at the side.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    required property DeskTexts texts
    readonly property int sideWidth: Style.size.dialog / 2
    readonly property bool assisting: Workbench.page === "assist"
    readonly property var columns: page.assisting ? [Style.space.s72, 240, 240, 600, table.width] : [Style.space.s72, 240, 480, 640, table.width - 200]

    objectName: "deskPage"
    color: Style.color.canvas

    Rectangle {
        id: top

        width: parent.width
        height: Style.size.banner
        color: Style.color.surface

        Label {
            objectName: "pageTitle"
            x: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            role: "heading"
            text: page.texts.page(Workbench.page)
            Accessible.role: Accessible.Heading
        }
        OutlineButton {
            id: figures

            objectName: "desk.figures"
            visible: Workbench.page === "today"
            anchors.right: line.left
            anchors.rightMargin: Style.space.s24
            anchors.verticalCenter: parent.verticalCenter
            small: true
            iconName: "chart-columns"
            text: page.texts.page("figures")
            onTapped: Workbench.turnTo("figures")
        }
        Tag {
            id: line

            objectName: "deskLine"
            anchors.right: parent.right
            anchors.rightMargin: Style.space.s32
            anchors.verticalCenter: parent.verticalCenter
            tone: Workbench.online ? "success" : "warn"
            status: Workbench.online ? "ok" : "attention"
            text: Workbench.online ? qsTr("网络正常") : qsTr("政务网中断，可以离线办理")
            alone: true
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Style.border.divider
            color: Style.color.line
        }
    }
    DeskInput {
        id: search

        objectName: "deskSearch"
        x: Style.space.s32
        anchors.top: top.bottom
        anchors.topMargin: Style.space.s24
        width: frame.width
        iconName: "search"
        label: qsTr("找姓名、事项、暂存号：直接打字")
        onEdited: Workbench.search(search.text)
    }
    Connections {
        function onChanged() {
            if (Workbench.filter === "")
                search.text = "";
        }

        target: Workbench
    }
    Rectangle {
        id: frame

        x: Style.space.s32
        anchors.top: search.bottom
        anchors.topMargin: Style.space.s24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s32
        width: parent.width - page.sideWidth - 3 * Style.space.s32
        radius: Style.radius.card
        color: Style.color.surface
        border.width: Style.border.divider
        border.color: Style.color.cardLine

        Rectangle {
            id: head

            x: Style.border.divider
            y: Style.border.divider
            width: parent.width - 2 * x
            height: Style.space.s64
            radius: Style.radius.card
            color: Style.color.sunken

            Repeater {
                model: [qsTr("状态"), Workbench.page === "days" ? qsTr("日期") : page.assisting ? "" : qsTr("暂存号"), page.assisting ? qsTr("部门") : qsTr("办事人"), qsTr("事项"), page.assisting ? "" : qsTr("时间")]

                DeskCell {
                    required property int index
                    required property string modelData

                    x: page.columns[index]
                    role: "labelStrong"
                    text: modelData
                    color: Style.color.ink2
                }
            }
        }
        ListView {
            id: table

            objectName: "deskTable"
            anchors.top: head.bottom
            anchors.left: head.left
            anchors.right: head.right
            anchors.bottom: foot.top
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: Workbench.rows
            Accessible.role: Accessible.Table
            Accessible.name: page.texts.page(Workbench.page)

            delegate: DeskRow {
                width: ListView.view.width
                texts: page.texts
                columns: page.columns
            }
        }
        Label {
            objectName: "deskEmpty"
            anchors.centerIn: table
            visible: table.count === 0 && !Workbench.busy
            role: "body"
            text: Workbench.total > 0 ? qsTr("没有找到") : page.texts.empty(Workbench.page)
            color: Style.color.ink2
        }
        Label {
            id: foot

            x: Style.space.s24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Style.space.s12
            role: "label"
            text: Workbench.busy && Workbench.doing !== "reprint" ? qsTr("正在读…") : table.count === Workbench.total ? qsTr("共 %1 条").arg(Workbench.total) : qsTr("找到 %1 条，共 %2 条").arg(table.count).arg(Workbench.total)
            color: Style.color.ink2
        }
    }
    DeskAssist {
        visible: page.assisting
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.top: search.top
        width: page.sideWidth
    }
    DeskDetail {
        visible: !page.assisting
        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.top: search.top
        width: page.sideWidth
        texts: page.texts
    }
}
