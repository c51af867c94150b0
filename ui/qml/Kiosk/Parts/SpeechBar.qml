// While pages are read aloud: again, slower, faster, softer, louder, the curtain, and no more. Below the header.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Rectangle {
    id: bar

    objectName: "speechBar"
    width: parent ? parent.width : implicitWidth
    visible: Speech.on
    implicitHeight: Speech.on ? Style.size.target + 2 * Style.space.s4 : 0
    color: Style.color.navy
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("朗读")

    // Seven buttons that most people never see.
    Loader {
        anchors.fill: parent
        anchors.margins: Style.space.s4
        anchors.leftMargin: Style.space.s24
        anchors.rightMargin: Style.space.s24
        active: Speech.on
        sourceComponent: Row {
            id: row

            readonly property int cells: Speech.headphones ? 7 : 6

            spacing: Style.space.targetGap

            Repeater {
                model: [
                    {
                        "name": "again",
                        "text": qsTr("再念一遍"),
                        "live": true
                    },
                    {
                        "name": "slower",
                        "text": qsTr("慢一点"),
                        "live": !Speech.slowest
                    },
                    {
                        "name": "faster",
                        "text": qsTr("快一点"),
                        "live": !Speech.fastest
                    },
                    {
                        "name": "softer",
                        "text": qsTr("小声点"),
                        "live": !Speech.softest
                    },
                    {
                        "name": "louder",
                        "text": qsTr("大声点"),
                        "live": !Speech.loudest
                    },
                    {
                        "name": "cover",
                        "text": qsTr("遮住屏幕"),
                        "live": true
                    },
                    {
                        "name": "stop",
                        "text": qsTr("停止朗读"),
                        "live": true
                    }
                ].filter(each => each.name !== "cover" || Speech.headphones)

                Tappable {
                    id: cell

                    required property var modelData

                    objectName: "speech." + modelData.name
                    width: (row.width - (row.cells - 1) * row.spacing) / row.cells
                    height: Style.size.target
                    text: modelData.text
                    enabledHere: modelData.live
                    onTapped: bar.act(modelData.name)

                    Rectangle {
                        anchors.fill: parent
                        z: -1
                        radius: cell.radius
                        color: cell.pressed ? Style.color.primaryPress : "transparent"
                        border.width: Style.border.divider
                        border.color: Style.color.onNavy
                    }
                    Label {
                        anchors.centerIn: parent
                        width: parent.width
                        role: "label"
                        text: cell.text
                        color: cell.pressed ? Style.color.onPrimary : cell.live ? Style.color.onNavy : Style.color.onNavy2
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    function act(name: string) {
        switch (name) {
        case "again":
            return Speech.again();
        case "slower":
            return Speech.faster(-1);
        case "faster":
            return Speech.faster(1);
        case "softer":
            return Speech.louder(-1);
        case "louder":
            return Speech.louder(1);
        case "cover":
            return Speech.cover(true);
        case "stop":
            return Speech.stop();
        }
    }
}
