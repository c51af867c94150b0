// Turning the pages of a long list, in words; nothing when one page holds all.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: pager

    property int page: 1
    property int pages: 1

    signal next
    signal previous

    width: parent ? parent.width : implicitWidth
    implicitHeight: pager.pages > 1 ? Style.size.pagerButton : 0
    visible: pager.pages > 1

    // Made only where there are pages: every question of a form has a list, few lists have two pages.
    Loader {
        anchors.fill: parent
        active: pager.pages > 1
        sourceComponent: Item {
            id: row

            OutlineButton {
                objectName: "previousPage"
                width: Style.size.backButton + Style.space.s24
                height: row.height
                text: qsTr("上一页")
                iconName: "chevron-left"
                enabledHere: pager.page > 1
                onTapped: pager.previous()
            }
            Label {
                objectName: "pageNumber"
                anchors.centerIn: parent
                width: row.width - 2 * (Style.size.backButton + Style.space.s48)
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("第 %1 页，共 %2 页").arg(pager.page).arg(pager.pages)
                color: Style.color.ink2
            }
            OutlineButton {
                objectName: "nextPage"
                anchors.right: row.right
                width: Style.size.backButton + Style.space.s24
                height: row.height
                text: qsTr("下一页")
                iconName: "chevron-right"
                iconBehind: true
                enabledHere: pager.page < pager.pages
                onTapped: pager.next()
            }
        }
    }
}
