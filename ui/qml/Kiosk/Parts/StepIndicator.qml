// Which step of the service this is, in words and as bars. No service, no indicator.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Item {
    id: indicator

    readonly property bool shown: Chrome.service !== "" && Chrome.steps > 0
    // In the narrow column of a broad screen: a long name above the step.
    readonly property bool stacked: Style.landscape && service.implicitWidth + place.width + Style.space.s24 > indicator.width

    function wordOf(step: string): string {
        switch (step) {
        case "identify":
            return qsTr("验证身份");
        case "fill-in":
            return qsTr("填写信息");
        case "check":
            return qsTr("核对");
        case "sign":
            return qsTr("签名");
        case "submit":
            return qsTr("提交");
        case "wallet":
            return qsTr("出示证照");
        default:
            return "";
        }
    }

    objectName: "steps"
    width: parent ? parent.width : implicitWidth
    visible: indicator.shown
    implicitHeight: indicator.shown ? words.height + Style.space.s12 + Style.size.stepBar : 0
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("第 %1 步，共 %2 步 · %3").arg(Chrome.step).arg(Chrome.steps).arg(indicator.wordOf(Chrome.stepName))

    Item {
        id: words

        width: parent.width
        height: indicator.stacked ? service.height + place.height : Math.max(service.height, place.height)

        Label {
            id: service

            y: indicator.stacked ? 0 : (words.height - height) / 2
            width: indicator.stacked ? words.width : words.width - place.width - Style.space.s24
            role: "step"
            text: Chrome.service
            color: Style.color.ink2
        }
        Row {
            id: place

            x: indicator.stacked ? 0 : words.width - width
            y: indicator.stacked ? service.height : (words.height - height) / 2

            Label {
                role: "stepStrong"
                text: qsTr("第 %1 步").arg(Chrome.step)
                Accessible.ignored: true
            }
            Label {
                role: "step"
                text: qsTr("，共 %1 步").arg(Chrome.steps)
                Accessible.ignored: true
                color: Style.color.ink2
            }
            Label {
                role: "stepStrong"
                text: " · " + indicator.wordOf(Chrome.stepName)
                Accessible.ignored: true
            }
        }
    }
    Row {
        id: bars

        anchors.bottom: parent.bottom
        spacing: Style.space.s8

        Repeater {
            model: Chrome.steps

            Rectangle {
                id: bar

                required property int index

                width: (indicator.width - (Chrome.steps - 1) * bars.spacing) / Math.max(1, Chrome.steps)
                height: Style.size.stepBar
                radius: height / 2
                color: bar.index + 1 < Chrome.step ? Style.color.primary : Style.color.surface
                border.width: Style.border.divider
                border.color: bar.index + 1 <= Chrome.step ? Style.color.primary : Style.color.lineStrong

                Rectangle {
                    visible: bar.index + 1 === Chrome.step
                    width: parent.width / 2
                    height: parent.height
                    radius: parent.radius
                    color: Style.color.primary

                    Rectangle {
                        anchors.right: parent.right
                        width: parent.width / 2
                        height: parent.height
                        color: parent.color
                    }
                }
            }
        }
    }
}
