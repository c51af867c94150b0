// What is not right: sentences to touch, and own words for whoever likes to write.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    objectName: "complaintWordsScreen"
    title: Complaint.channel === "hotline" ? qsTr("您想说什么？") : qsTr("哪里不对？")
    subtitle: qsTr("关于：%1").arg(Complaint.subject)
    stepsVisible: false

    Column {
        width: parent.width
        spacing: Style.space.s28

        NoteLine {
            objectName: "complaint.nothingSaid"
            visible: Complaint.nothingSaid
            status: "error"
            role: "bodyStrong"
            color: Style.color.error
            text: Complaint.reasonCount > 0 ? qsTr("请点一句，或者写几个字。") : qsTr("请写几个字。")
        }
        Column {
            width: parent.width
            visible: Complaint.reasonCount > 0
            spacing: Style.space.s16

            Label {
                width: parent.width
                role: "heading"
                text: qsTr("点一句或几句")
                Accessible.role: Accessible.Heading
            }
            Grid {
                id: grid

                columns: 2
                spacing: Style.space.targetGapMiddle

                Repeater {
                    model: Complaint.reasons

                    ChipButton {
                        required text
                        required chosen
                        required property string code

                        objectName: "complaint.reason." + code
                        width: (page.contentWidth - grid.spacing) / 2
                        onTapped: Complaint.touch(code)
                    }
                }
            }
        }
        Card {
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "complaint.words"
                title: Complaint.words === "" ? qsTr("用自己的话写") : qsTr("改写的话")
                note: Complaint.words === "" ? qsTr("拼音、数字都能打") : Complaint.words
                noteBelow: Complaint.words !== ""
                iconName: "pencil"
                last: true
                onTapped: Complaint.openWords()
            }
        }
        NoteLine {
            iconName: "phone"
            text: qsTr("不想打字，也可以打 %1，说给人听。").arg(Chrome.hotline)
        }
    }

    footer: ActionBar {
        onPrimary: Complaint.accept()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
