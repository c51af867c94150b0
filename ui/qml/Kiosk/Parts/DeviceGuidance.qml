// Where the card goes, as a flat drawing with the instruction in a pill. One active part, the rest grey.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Style

Rectangle {
    id: guidance

    property string phase: "waiting"
    readonly property bool lying: guidance.phase === "reading"
    readonly property bool failed: guidance.phase === "failed"
    readonly property color active: guidance.failed ? Style.color.error : guidance.phase === "done" ? Style.color.success : Style.color.primary
    property string failure: qsTr("没读出来")
    readonly property string instruction: guidance.failed ? guidance.failure : guidance.phase === "reading" ? qsTr("正在读，先别拿开") : guidance.phase === "done" ? qsTr("请拿走证件") : qsTr("证件放在这里")

    objectName: "guidance"
    width: parent ? parent.width : implicitWidth
    implicitHeight: Style.size.guidanceHeight
    radius: Style.radius.card
    color: Style.color.sunken
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: guidance.instruction

    // Where the page is short the top of the drawing gives way.
    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: 968
        height: Style.size.guidanceHeight

        GuidanceBase {
            anchors.fill: parent
            active: guidance.active
        }
        // The card: above the reader, or lying on it.
        Shape {
            id: card

            anchors.fill: parent
            visible: !guidance.failed
            preferredRendererType: Shape.GeometryRenderer

            ShapePath {
                fillColor: Style.color.surface
                strokeColor: guidance.active
                strokeWidth: Style.border.selected
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: guidance.lying ? "M 392 342 L 578 342 L 598 440 L 372 440 Z" : "M 344 86 L 628 86 L 638 242 L 332 242 Z"
                }
            }
            ShapePath {
                fillColor: "transparent"
                strokeColor: Style.color.lineStrong
                strokeWidth: Style.border.selected
                capStyle: ShapePath.RoundCap

                PathSvg {
                    path: guidance.lying ? "M 408 362 L 458 362 M 404 386 L 474 386 M 400 410 L 468 410" : "M 372 126 L 452 126 M 370 154 L 486 154 M 368 182 L 466 182 M 366 212 L 500 212"
                }
            }
            ShapePath {
                fillColor: Style.color.primaryTint
                strokeColor: "transparent"

                PathSvg {
                    path: guidance.lying ? "M 508 358 L 552 358 L 560 414 L 508 414 Z" : "M 536 118 L 594 118 L 600 208 L 540 208 Z"
                }
            }
            ShapePath {
                fillColor: Style.color.lineStrong
                strokeColor: "transparent"

                PathSvg {
                    path: guidance.lying ? "M 522 378 a 11 9 0 1 0 22 0 a 11 9 0 1 0 -22 0 M 514 412 q 2 -22 20 -22 q 18 0 22 22 Z" : "M 554 150 a 14 14 0 1 0 28 0 a 14 14 0 1 0 -28 0 M 546 206 q 0 -34 22 -34 q 22 0 26 34 Z"
                }
            }
        }
        Shape {
            anchors.fill: parent
            visible: guidance.phase === "waiting" || guidance.phase === "done"
            preferredRendererType: Shape.GeometryRenderer

            ShapePath {
                fillColor: "transparent"
                strokeColor: guidance.active
                strokeWidth: Style.border.focus * 2
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: guidance.phase === "done" ? "M 463 288 L 485 268 L 507 288 M 463 316 L 485 296 L 507 316" : "M 463 270 L 485 290 L 507 270 M 463 298 L 485 318 L 507 298"
                }
            }
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: 1
            y: 494
            width: Math.min(words.implicitWidth + (sign.visible ? sign.width + Style.space.s12 : 0) + 2 * Style.space.s28, parent.width)
            height: Math.max(Style.size.mark, words.height + Style.space.s16)
            radius: height / 2
            color: guidance.active

            Row {
                anchors.centerIn: parent
                spacing: Style.space.s12

                Icon {
                    id: sign

                    anchors.verticalCenter: parent.verticalCenter
                    name: guidance.phase === "done" ? "check" : guidance.failed ? "x" : ""
                    color: Style.color.onPrimary
                }
                Label {
                    id: words

                    objectName: "guidance.text"
                    role: "bodyStrong"
                    text: guidance.instruction
                    color: Style.color.onPrimary
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
