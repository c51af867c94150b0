// Everything once more before it is sent; touching a row leads to its page and back.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    // Nothing is submitted that was not looked at: the main button leads through the screens first.
    readonly property bool more: page.paging.at + 1 < page.paging.screens

    objectName: "checkScreen"
    title: qsTr("请核对一遍再提交")
    subtitle: qsTr("有不对的，点“修改”。现在还没有提交。")

    Column {
        id: area

        width: parent.width
        spacing: Style.space.s16

        NoteLine {
            objectName: "check.olderForm"
            visible: Keeping.olderForm
            status: "attention"
            text: qsTr("这份是按以前的表填的，表改过了，请每一项再看一眼。")
        }
        NoteLine {
            objectName: "check.staff"
            visible: Keeping.staff !== ""
            status: "attention"
            text: qsTr("工作人员（工号 %1）帮您填的，请您自己从头核对一遍。").arg(Keeping.staff)
        }
        Repeater {
            model: Check.sections

            Column {
                id: section

                required property string name
                required property string title
                required property var rows

                width: area.width
                spacing: Style.space.s8

                Label {
                    width: parent.width
                    role: "cardLabel"
                    text: section.name === "applicant" ? qsTr("申请人") : section.title
                    Accessible.role: Accessible.Heading
                }
                Card {
                    verticalPadding: Style.space.s4

                    Repeater {
                        model: section.rows

                        SummaryRowItem {
                            id: row

                            required property int index
                            required property var modelData

                            label: modelData.label
                            value: modelData.value
                            field: modelData.field
                            source: modelData.source
                            changed: modelData.changed
                            last: index === section.rows.length - 1
                            onTapped: Check.edit(row.field)
                        }
                    }
                }
            }
        }
        Column {
            width: area.width
            visible: Check.materialCount > 0
            spacing: Style.space.s8

            Label {
                width: parent.width
                role: "cardLabel"
                text: qsTr("材料")
                Accessible.role: Accessible.Heading
            }
            Card {
                verticalPadding: Style.space.s4

                Repeater {
                    model: Check.materials

                    MaterialLine {
                        required property int index

                        last: index === Check.materialCount - 1
                    }
                }
            }
        }
        NoteLine {
            visible: Check.signature
            iconName: "signature"
            text: qsTr("下一步请您在屏幕上签名，确认内容属实。")
        }
    }

    tray: KeepLine {}
    footer: ActionBar {
        primaryText: page.more ? qsTr("还没完，看下一屏") : Check.signature ? qsTr("核对无误，去签名") : qsTr("核对无误，提交")
        primaryIcon: page.more ? "chevron-right" : ""
        onPrimary: page.more ? page.paging.turn(1) : Check.accept()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
