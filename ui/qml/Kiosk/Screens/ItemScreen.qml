// The service guide: can I do it, what do I need, how long, what does it cost; all before anybody shows a card.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool open: Guide.blocked === ""
    readonly property bool choosing: Guide.varied && Guide.variant === ""

    function labelOf(name: string, label: string): string {
        switch (name) {
        case "who":
            return qsTr("谁能办");
        case "bring":
            return qsTr("要带什么");
        case "duration":
            return qsTr("多久办好");
        case "fee":
            return qsTr("收不收钱");
        default:
            return label;
        }
    }

    objectName: "itemScreen"
    title: Guide.name
    subtitle: Guide.summary
    stepsVisible: false

    Column {
        objectName: "guide"
        width: parent.width
        spacing: Style.space.s24

        NoteLine {
            objectName: "item.companyOnly"
            visible: !Guide.people
            iconName: "building"
            text: Browse.walletReason === "" ? qsTr("这一项是给企业、单位办的。点“替企业办”，法定代表人或者经办人刷自己的证。") : qsTr("这一项是给企业、单位办的，现在办不了：要连上平台、能读卡。")
        }
        NeedList {}
        Card {
            visible: Guide.variant !== ""
            tone: "primary"
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "item.variant"
                title: qsTr("您的情况：%1").arg(Guide.variant)
                note: qsTr("换一种")
                iconName: "list-check"
                last: true
                onTapped: Guide.chooseVariant()
            }
        }
        Column {
            width: parent.width
            visible: joinRows.count > 0
            spacing: Style.space.s12

            Label {
                width: parent.width
                role: "heading"
                text: qsTr("这 %1 项一次填表、一次交材料").arg(Guide.joined)
                Accessible.role: Accessible.Heading
            }
            Card {
                padding: 0
                verticalPadding: 0

                Repeater {
                    id: joinRows

                    model: Guide.joins

                    JoinRow {
                        required property int index
                        required property string code

                        objectName: "join-" + code
                        last: index === joinRows.count - 1
                        onTapped: Guide.touchPart(code)
                    }
                }
            }
        }
        Card {
            id: facts

            Repeater {
                id: factRows

                model: Guide.facts

                FactRow {
                    required property int index
                    required property string name

                    last: index === factRows.count - 1
                    title: page.labelOf(name, label)
                }
            }
        }
        // One child: the heading never stays behind on the screen before.
        Column {
            width: parent.width
            visible: materialRows.count > 0
            spacing: Style.space.s20

            Label {
                width: parent.width
                topPadding: Style.space.s12
                role: "heading"
                text: page.choosing ? qsTr("材料，看您的情况") : qsTr("材料")
                Accessible.role: Accessible.Heading
            }
            Card {
                Repeater {
                    id: materialRows

                    model: Guide.materials

                    MaterialLine {
                        required property int index
                        required property var model

                        sample: model.sample
                        last: index === materialRows.count - 1
                        onSampled: Guide.openSample(model.sample)
                    }
                }
            }
        }
        VideoLines {}
        Card {
            visible: page.open && !page.choosing && Guide.people
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "item.forOther"
                title: qsTr("替孩子、家人或别人办")
                note: qsTr("两个人的证件都要带")
                iconName: "users"
                last: true
                onTapped: Guide.startForOther()
            }
        }
        Card {
            visible: page.open && Guide.organisations && Guide.people
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "company.open"
                title: qsTr("替企业办")
                note: qsTr("法定代表人或经办人")
                iconName: "building"
                last: true
                onTapped: Company.open()
            }
        }
        Card {
            visible: Certificates.offered
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "certificates.open"
                title: qsTr("现在就打这份证明")
                note: CertificateTexts.blocked(Certificates.blocked)
                noteBelow: true
                iconName: "printer"
                enabledHere: Certificates.blocked === ""
                last: true
                onTapped: Certificates.open()
            }
        }
        Card {
            visible: Booking.offered
            padding: 0
            verticalPadding: 0

            ListRow {
                objectName: "item.book"
                title: qsTr("约个时间去大厅办")
                note: qsTr("不用排队")
                iconName: "calendar-time"
                last: true
                onTapped: Booking.open()
            }
        }
        Row {
            width: parent.width
            visible: Guide.elsewhere !== ""
            spacing: Style.space.s20

            Icon {
                id: pin

                name: "map-pin"
            }
            Label {
                width: parent.width - pin.width - parent.spacing
                role: "step"
                text: qsTr("也可以到：%1").arg(Guide.elsewhere)
                color: Style.color.ink2
            }
        }
        Label {
            width: parent.width
            visible: Guide.guideDate !== ""
            role: "label"
            text: qsTr("这份指南是 %1 的，连上平台再核对。").arg(Texts.date(Guide.guideDate))
            color: Style.color.ink2
        }
        QrCard {
            id: along

            objectName: "item.takeAlong"
            visible: Guide.qr !== ""
            late: true
            side: Math.max(Style.size.receiptCodeLeast, Math.min(Style.size.receiptCode, page.availableHeight - along.around - Style.space.s96))
            payload: Guide.qr
            about: qsTr("办事指南二维码")
            caption: qsTr("用手机扫，把这份指南带走")
            detail: qsTr("码里就是指南的文字，没有网也能看。")
        }
    }

    footer: ActionBar {
        primaryText: !Guide.people ? qsTr("替企业办") : page.choosing ? qsTr("选一选我的情况") : qsTr("开始办理")
        primaryVisible: page.open && (Guide.people || Browse.walletReason === "")
        onPrimary: !Guide.people ? Company.open() : page.choosing ? Guide.chooseVariant() : Guide.start()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
