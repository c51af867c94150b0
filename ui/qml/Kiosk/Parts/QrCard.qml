// A code on white in every mode, in whole pixels with its quiet zone; the caption says who scans it.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style
import Kiosk.ViewModels

Card {
    id: card

    property string payload: ""
    property string caption: ""
    property string detail: ""
    property string about: qsTr("凭条二维码")
    // Beside what the page is for: it is computed (30 ms for a long text) once the page around it is on screen.
    property bool late: false
    property bool held: card.late
    property int side: Style.size.receiptCode
    readonly property real around: words.height + more.height + 2 * (card.verticalPadding + card.spacing)

    function compute() {
        card.held = false;
    }

    verticalPadding: Style.space.s32
    onPayloadChanged: card.held = card.late
    spacing: Style.space.s16

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: card.side
        height: card.side
        color: Style.color.paper

        QrItem {
            objectName: "receiptCode"
            anchors.fill: parent
            payload: card.held ? "" : card.payload
            Accessible.role: Accessible.Graphic
            Accessible.name: card.about
        }
    }
    Connections {
        function onAfterAnimating() {
            Qt.callLater(card.compute); // after the frame
        }

        target: card.Window.window
        enabled: card.held && card.visible && card.payload !== ""
    }
    Label {
        id: words

        width: parent.width
        role: "cardLabel"
        text: card.caption
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        id: more

        width: parent.width
        visible: card.detail !== ""
        text: card.detail
        color: Style.color.ink2
        horizontalAlignment: Text.AlignHCenter
    }
}
