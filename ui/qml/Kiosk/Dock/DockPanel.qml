// What a hand does around a development terminal: cards, faces, sheets, paper, network. Never beside a real one.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Window {
    id: window

    readonly property int designWidth: 1080
    readonly property int designHeight: Math.ceil(column.height) + 2 * Style.space.s24

    component Words: Row {
        id: words

        property string target: ""
        property string lead: ""
        property var chips: []
        readonly property int cells: words.chips.length
        readonly property real room: words.width - (lead.visible ? lead.width + words.spacing : 0)

        width: parent ? parent.width : implicitWidth
        spacing: Style.space.s12

        Label {
            id: lead

            visible: words.lead !== ""
            width: Style.space.s72
            height: Style.size.target
            role: "label"
            text: words.lead
            color: Style.color.ink2
        }
        Repeater {
            model: words.chips

            DockChip {
                required property var modelData

                width: (words.room - (words.cells - 1) * words.spacing) / words.cells
                word: modelData[0]
                text: modelData[1]
                back: modelData[2] ?? ""
                target: words.target
            }
        }
    }

    width: Math.round(window.height * window.designWidth / window.designHeight)
    height: Math.min(window.designHeight / 2, Screen.desktopAvailableHeight - 2 * Style.space.s24)
    x: Math.max(0, Screen.virtualX + Screen.desktopAvailableWidth - window.width - Style.space.s24)
    y: Style.space.s24
    visible: true
    color: Style.color.canvas
    title: qsTr("设备台（仅供开发）")

    Item {
        id: stage

        objectName: "dockStage"
        readonly property real fit: Math.min(window.width / window.designWidth, window.height / window.designHeight)

        width: window.designWidth
        height: window.designHeight
        x: Math.round((window.width - width * fit) / 2)
        scale: stage.fit
        transformOrigin: Item.TopLeft

        Column {
            id: column

            x: Style.space.s32
            y: Style.space.s24
            width: parent.width - 2 * x
            spacing: Style.space.s16

            Item {
                width: parent.width
                height: name.height

                Label {
                    id: name

                    role: "heading"
                    text: qsTr("设备台")
                }
                Tag {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    alone: true
                    text: qsTr("仅供开发，人物均为虚构")
                    tone: "warn"
                }
            }
            DockSection {
                target: "reader"
                title: qsTr("证件")
                note: Dock.on.includes("reader vanish") ? qsTr("读卡器已拔掉") : Dock.on.some(word => word.startsWith("card ")) ? qsTr("证件在读卡器上") : qsTr("读卡器上没有证件")

                DockPeople {}
                Words {
                    target: "reader"
                    chips: [["card lift", qsTr("取走")], ["card noise", qsTr("线上杂音")], ["card misread", qsTr("读错一次")], ["reader stall", qsTr("不应答")], ["reader vanish", qsTr("拔掉"), "reader return"]]
                }
            }
            DockSection {
                target: "camera"
                title: qsTr("人脸摄像头")
                note: Dock.on.includes("camera resume") ? qsTr("画面正常") : qsTr("画面不正常")

                Words {
                    target: "camera"
                    chips: [["face none", qsTr("没有人")], ["face astronaut", qsTr("p01 的脸")], ["face grace_hopper", qsTr("p02 的脸")], ["face two", qsTr("两个人")]]
                }
                Words {
                    target: "camera"
                    chips: [["act blink", qsTr("眨眼")], ["act turn-left", qsTr("向左转")], ["act turn-right", qsTr("向右转")], ["act closer", qsTr("靠近")]]
                }
                Words {
                    target: "camera"
                    chips: [["camera dark", qsTr("太暗"), "camera resume"], ["camera black", qsTr("全黑"), "camera resume"], ["camera freeze", qsTr("定格"), "camera resume"], ["camera stop", qsTr("没有画面"), "camera resume"]]
                }
            }
            DockSection {
                target: "document"
                title: qsTr("高拍仪")
                note: Dock.on.includes("page vanish") ? qsTr("已拔掉") : Dock.on.includes("page none") ? qsTr("台面是空的") : qsTr("台面上有纸")

                Words {
                    target: "document"
                    chips: [["page certificate", qsTr("证书")], ["page form", qsTr("表格")], ["page card", qsTr("卡片")], ["page blank", qsTr("白纸")], ["page none", qsTr("空")]]
                }
                Words {
                    target: "document"
                    chips: [["page crooked", qsTr("放歪")], ["page covered", qsTr("挡住一角")], ["page glare", qsTr("反光")], ["page resume", qsTr("放好")], ["page vanish", qsTr("拔掉"), "page return"]]
                }
            }
            DockSection {
                target: "printer"
                title: qsTr("打印机")
                note: qsTr("再按一次恢复")

                Words {
                    target: "printer"
                    lead: qsTr("回执")
                    chips: [["paper near-end", qsTr("纸将尽"), "paper refill"], ["paper out", qsTr("缺纸"), "paper refill"], ["printer jam", qsTr("卡纸"), "printer free"], ["printer cover-open", qsTr("开盖"), "printer cover-closed"], ["printer offline", qsTr("脱机"), "printer online"], ["printer vanish", qsTr("拔掉"), "printer return"]]
                }
                Words {
                    target: "pages"
                    lead: qsTr("文书")
                    chips: [["pages toner", qsTr("没有墨粉"), "pages refill"], ["pages empty", qsTr("缺纸"), "pages refill"], ["pages jam", qsTr("卡纸"), "pages refill"], ["pages cover", qsTr("开盖"), "pages refill"], ["pages offline", qsTr("脱机"), "pages refill"], ["pages vanish", qsTr("拔掉"), "pages return"]]
                }
            }
            DockSection {
                target: "scanner"
                title: qsTr("扫码器")
                note: Dock.on.includes("scanner vanish") ? qsTr("已拔掉") : qsTr("按一下就扫到")

                Words {
                    target: "scanner"
                    chips: [["scan licence", qsTr("真证")], ["scan revoked", qsTr("已注销的证")], ["scan forged", qsTr("假码")], ["scan garbage", qsTr("乱码")], ["scan too-long", qsTr("太长")], ["scanner vanish", qsTr("拔掉"), "scanner return"]]
                }
            }
            DockSection {
                target: "stick"
                title: qsTr("U 盘")
                note: Dock.on.includes("stick pull") ? qsTr("没有插") : qsTr("插着")

                Words {
                    target: "stick"
                    chips: [["stick papers", qsTr("有材料")], ["stick empty", qsTr("空的")], ["stick hostile", qsTr("使坏的")], ["stick many", qsTr("文件太多")], ["stick pull", qsTr("拔掉")]]
                }
            }
            DockSection {
                target: "platform"
                title: qsTr("网络和平台")
                strongNote: Dock.code !== ""
                note: Dock.code === "" ? qsTr("还没有验证码") : qsTr("验证码 %1").arg(Dock.code)

                Words {
                    target: "platform"
                    chips: [["network restore", qsTr("正常")], ["network slow", qsTr("慢 3 秒")], ["network errors", qsTr("平台报错")], ["network cut", qsTr("断网")]]
                }
            }
            Label {
                objectName: "dockOutcome"
                width: parent.width
                role: "label"
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                text: Dock.word === "" ? qsTr("也可以用命令：kiosk dock --help") : Dock.why === "" ? qsTr("%1：已照办").arg(Dock.word) : qsTr("%1：%2").arg(Dock.word).arg(Dock.why)
                color: Dock.why === "" ? Style.color.ink2 : Style.color.error
            }
        }
        FocusRing {
            target: window.activeFocusItem as Tappable
        }
    }
}
