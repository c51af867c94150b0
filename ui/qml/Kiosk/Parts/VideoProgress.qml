// How far a video is: a line that fills with its pictures and with nothing else, and the seconds in words.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: progress

    property int position: 0
    property int length: 0
    readonly property int total: Math.round(progress.length / 1000)
    readonly property int passed: Math.min(progress.total, Math.floor(progress.position / 1000))

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(track.height, words.height)

    Rectangle {
        id: track

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - words.width - Style.space.s24
        height: Style.size.stepBar
        radius: height / 2
        color: Style.color.line

        Rectangle {
            width: progress.length > 0 ? parent.width * Math.min(1, progress.position / progress.length) : 0
            height: parent.height
            radius: parent.radius
            color: Style.color.primary
        }
    }
    Label {
        id: words

        objectName: "video.progress"
        anchors.right: parent.right
        role: "label"
        text: qsTr("第 %1 秒，共 %2 秒").arg(progress.passed).arg(progress.total)
        color: Style.color.ink2
    }
}
