// 好差评: five levels of equal size and 不评价 of the same; the words to a level come when it is chosen.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool chosen: Rating.level !== ""
    readonly property bool wanting: Rating.reasonMissing

    objectName: "ratingScreen"
    title: qsTr("这次办事满意吗？")
    subtitle: qsTr("评不评都行，不影响您办的事。不记名，部门看不到是谁评的。")
    stepsVisible: false
    onWantingChanged: if (page.wanting)
        Qt.callLater(() => page.paging.reveal(reasons))
    Component.onCompleted: if (page.wanting)
        Qt.callLater(() => page.paging.reveal(reasons))

    Column {
        width: parent.width
        spacing: Style.space.s28

        Column {
            width: parent.width
            spacing: Style.space.targetGap

            Repeater {
                model: [
                    {
                        level: "VERY_SATISFIED",
                        icon: "mood-happy",
                        words: qsTr("非常满意")
                    },
                    {
                        level: "SATISFIED",
                        icon: "mood-smile",
                        words: qsTr("满意")
                    },
                    {
                        level: "BASICALLY_SATISFIED",
                        icon: "mood-empty",
                        words: qsTr("基本满意")
                    },
                    {
                        level: "DISSATISFIED",
                        icon: "mood-sad",
                        words: qsTr("不满意")
                    },
                    {
                        level: "VERY_DISSATISFIED",
                        icon: "mood-cry",
                        words: qsTr("非常不满意")
                    }
                ]

                RatingRow {
                    required property int index
                    required property var modelData

                    objectName: "rating." + modelData.level
                    text: modelData.words
                    iconName: modelData.icon
                    stars: 5 - index
                    chosen: Rating.level === modelData.level
                    onTapped: Rating.choose(modelData.level)
                }
            }
            OutlineButton {
                objectName: "rating.skip"
                width: parent.width
                text: qsTr("不评价，回去")
                onTapped: Rating.skip()
            }
        }
        NoteLine {
            objectName: "rating.fault"
            visible: Rating.fault !== ""
            status: "attention"
            role: "bodyStrong"
            color: Style.color.ink
            text: qsTr("这次评价没存下来，您办的事没有受影响。可以再提交一次，也可以不评。")
        }
        Column {
            id: reasons

            width: parent.width
            visible: page.chosen
            spacing: Style.space.s16

            NoteLine {
                objectName: "rating.reason"
                visible: Rating.reasonMissing
                status: "error"
                role: "bodyStrong"
                color: Style.color.error
                text: qsTr("请点一条，或者写几句，部门才知道改哪里。")
            }
            Label {
                width: parent.width
                role: "heading"
                text: Rating.low ? qsTr("哪里不好？点一条或几条") : qsTr("哪里好？可以点几条，也可以不点")
                Accessible.role: Accessible.Heading
            }
            Grid {
                id: words

                columns: 2
                spacing: Style.space.targetGapMiddle

                Repeater {
                    id: chips

                    model: Rating.tags

                    ChipButton {
                        required text
                        required chosen
                        required property string code

                        objectName: "rating.tag." + code
                        width: (page.contentWidth - words.spacing) / 2
                        onTapped: Rating.touch(code)
                    }
                }
            }
        }
        Card {
            visible: page.chosen
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "rating.words"
                title: Rating.words === "" ? qsTr("想写几句") : qsTr("改写的话")
                note: Rating.words === "" ? qsTr("可以不写") : Rating.words
                noteBelow: Rating.words !== ""
                iconName: "pencil"
                last: true
                onTapped: Rating.openWords()
            }
        }
    }

    footer: ActionBar {
        primaryText: qsTr("提交评价")
        primaryVisible: page.chosen
        busy: Rating.storing
        onPrimary: Rating.accept()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
