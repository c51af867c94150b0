// The short videos of a guide, a line each; nothing where it has none.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

Card {
    visible: rows.count > 0
    padding: 0
    verticalPadding: 0

    Repeater {
        id: rows

        model: Guide.videos

        ListRow {
            required property int index
            required property string key
            required property string name
            required property int seconds

            objectName: "video-" + key
            title: qsTr("看短片：%1").arg(name)
            note: qsTr("%1 秒，有字幕").arg(seconds)
            iconName: "video"
            last: index === rows.count - 1
            onTapped: Guide.openVideo(key)
        }
    }
}
