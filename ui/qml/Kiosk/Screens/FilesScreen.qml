// A paper that is a file already, on the person's own stick or handed in before: find it, look at it, take it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Page {
    id: page

    readonly property bool stick: Supply.source === "stick"
    readonly property bool review: Supply.phase === "review"
    readonly property bool failed: Supply.phase === "failed"
    readonly property bool listed: Supply.phase === "listed"
    readonly property bool none: page.listed && Supply.count === 0
    readonly property bool busy: Supply.phase === "opening" || Supply.phase === "taking"

    function headline(): string {
        if (page.review)
            return qsTr("看得清吗？");
        return page.stick ? qsTr("从 U 盘里选：%1").arg(Supply.material) : qsTr("以前交过的：%1").arg(Supply.material);
    }

    function underline(): string {
        if (page.review)
            return Supply.pages > 1 ? qsTr("一共 %1 页，这是第一页。").arg(Supply.pages) : qsTr("交的就是这一页。");
        return page.stick ? qsTr("只看照片和 PDF，不会改动 U 盘里的东西。") : qsTr("点一份，就当作这次的材料。");
    }

    function kindOf(kind: string): string {
        return kind === "pdf" ? qsTr("PDF 文件") : qsTr("照片");
    }

    objectName: "filesScreen"
    title: page.headline()
    subtitle: page.failed ? "" : page.underline()

    StatusCard {
        objectName: "files.waiting"
        visible: Supply.phase === "waiting"
        waiting: true
        title: qsTr("请插上 U 盘")
        text: qsTr("插口旁边有 USB 字样。插好了这里会显示。")
    }
    StatusCard {
        objectName: "files.foreign"
        visible: Supply.phase === "foreign"
        tone: "warn"
        status: "attention"
        title: qsTr("插着的可能是别人的 U 盘")
        text: qsTr("是您的，就拔下来再插一次。不是，请交给工作人员。")
    }
    StatusCard {
        objectName: "files.busy"
        visible: page.busy
        waiting: true
        title: Supply.phase === "taking" ? qsTr("正在取这份文件，请稍等") : qsTr("正在看有哪些文件")
        text: page.stick ? qsTr("先不要拔 U 盘。") : ""
    }
    FaultPanel {
        objectName: "files.none"
        visible: page.none
        status: "attention"
        title: page.stick ? qsTr("U 盘里没有照片和 PDF") : qsTr("没有找到以前交过的")
        text: page.stick ? qsTr("要办的材料存成照片或 PDF，每个不超过 20 兆。") : qsTr("可以返回，用扫描或别的办法交。")
        firstText: qsTr("再看一次")
        firstIcon: "refresh"
        firstName: "files.again"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "files.help"
        onFirst: Supply.retry()
        onSecond: Chrome.help()
    }
    FaultPanel {
        objectName: "files.fault"
        visible: page.failed
        title: Supply.fault.startsWith("platform.") ? Texts.platform(Supply.fault) : TaskTexts.stick(Supply.fault)
        text: qsTr("已经填的都还在。可以换一个文件再试，也可以返回用扫描。")
        firstText: qsTr("再试一次")
        firstIcon: "refresh"
        firstName: "files.retry"
        secondText: qsTr("请人帮忙")
        secondIcon: "headset"
        secondName: "files.callHelp"
        onFirst: Supply.retry()
        onSecond: Chrome.help()
    }
    PagedArea {
        id: area

        visible: page.listed && !page.none
        height: Math.max(0, page.availableHeight - Style.space.s32 - y)
        spacing: Style.space.s20

        Repeater {
            id: files

            model: Supply.listed

            Card {
                id: card

                required property int index
                required property var model

                padding: 0
                width: area.width

                ListRow {
                    objectName: "file." + card.index
                    title: card.model.name
                    note: page.stick ? qsTr("%1，%2").arg(page.kindOf(card.model.kind)).arg(Texts.date(card.model.day)) : qsTr("%1 交的").arg(Texts.date(card.model.day))
                    iconName: card.model.kind === "pdf" ? "file-text" : "photo"
                    noteBelow: true
                    last: true
                    onTapped: Supply.choose(card.model.key)
                }
            }
        }
        NoteLine {
            objectName: "files.more"
            visible: Supply.more
            width: area.width
            iconName: "info-circle"
            text: qsTr("文件太多，只列出最近的 %1 个。").arg(Supply.count)
        }
    }
    Rectangle {
        visible: page.review
        width: parent.width
        height: Style.landscape ? page.paging.height - Style.space.s16 - (page.beside ? 0 : page.paging.pagerHeight) : Style.size.scanPreview
        radius: Style.radius.tag
        color: Style.color.sunken
        border.width: Style.border.control
        border.color: Style.color.lineStrong

        PreviewItem {
            objectName: "files.preview"
            anchors.fill: parent
            anchors.margins: Style.border.control
            whole: true
            Accessible.role: Accessible.Graphic
            Accessible.name: Supply.material
        }
    }
    OutlineButton {
        parent: page.beside ?? page.column
        objectName: "files.another"
        visible: page.review
        width: parent?.width ?? 0
        text: qsTr("换一个文件")
        iconName: "refresh"
        onTapped: Supply.retry()
    }

    footer: ActionBar {
        primaryText: qsTr("清楚，用这份")
        primaryIcon: "check"
        primaryVisible: page.review
        onPrimary: Supply.take()
        onBack: Chrome.back()
        onHelp: Chrome.help()
    }
}
