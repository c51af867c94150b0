// One licence shown to somebody who scans it: navy, the white card, the code. Late codes are never shown.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Parts
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: page

    objectName: "licenceQrScreen"
    anchors.fill: parent
    color: Style.color.navy
    focus: true
    Keys.onEscapePressed: Licences.putAway()

    Icon {
        id: mark

        x: Style.space.margin
        y: Style.space.s36
        name: "mark"
        size: Style.size.iconLarge
        color: Style.color.onNavy
    }
    Label {
        anchors.left: mark.right
        anchors.leftMargin: Style.space.s24
        anchors.verticalCenter: mark.verticalCenter
        role: "cardLabel"
        text: qsTr("电子证照")
        color: Style.color.onNavy
    }
    OutlineButton {
        objectName: "helpButton"
        anchors.right: parent.right
        anchors.rightMargin: Style.space.margin
        y: Chrome.lowReach ? buttons.y - height - Style.space.s24 : mark.y + (mark.height - height) / 2
        small: true
        text: qsTr("帮助")
        iconName: "headset"
        color: Style.color.onNavy
        ground: Style.color.navy
        groundPressed: Style.color.navyPress
        onTapped: Chrome.help()
    }
    LicenceSheet {
        id: sheet

        x: Style.size.licenceMargin
        y: Style.size.accessibilityBar
        width: Style.landscape ? Style.size.contentColumn : parent.width - 2 * x
        height: Style.landscape ? parent.height - y - Style.space.s48 : caution.y - y - Style.space.s40
    }
    Row {
        id: caution

        anchors.bottom: buttons.top
        anchors.bottomMargin: Chrome.lowReach ? Style.space.s64 + Style.size.target : Style.space.s48
        x: buttons.x + (buttons.width - width) / 2
        spacing: Style.space.s24

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "eye-check"
            color: Style.color.onNavy
        }
        Label {
            width: Math.min(implicitWidth, buttons.width - Style.size.iconSmall - Style.space.s24)
            role: "bodyLarge"
            text: qsTr("当面出示给工作人员扫，不要拍照发给别人")
            color: Style.color.onNavy
        }
    }
    Row {
        id: buttons

        x: Style.landscape ? sheet.x + sheet.width + Style.space.s56 : Style.size.licenceMargin
        width: parent.width - x - Style.size.licenceMargin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space.s48
        spacing: Style.space.s24

        OutlineButton {
            id: renew

            objectName: "qr.renew"
            width: Style.landscape ? (buttons.width - buttons.spacing) / 2 : Style.size.licenceButton
            height: Math.max(implicitHeight, away.implicitHeight)
            busy: Licences.phase === "refreshing"
            text: Licences.phase === "still-there" ? qsTr("还在用") : Licences.phase === "verified" ? qsTr("再出示一次") : qsTr("现在就换")
            iconName: "refresh"
            color: Style.color.onNavy
            ground: Style.color.navy
            groundPressed: Style.color.navyPress
            onTapped: Licences.newCode()
        }
        OutlineButton {
            id: away

            objectName: "qr.putAway"
            width: buttons.width - renew.width - buttons.spacing
            height: Math.max(implicitHeight, renew.implicitHeight)
            text: qsTr("收起证照")
            color: Style.light.navy
            ground: Style.color.paper
            groundPressed: Style.light.primaryTint
            onTapped: Licences.putAway()
        }
    }
}
