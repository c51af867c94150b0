// An answer that is chosen on a page of its own (a date, one of many): the box shows it and opens that page.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Tappable {
    id: field

    property string value: ""
    property string placeholder: ""
    property string iconName: ""
    property bool wrong: false
    property string label: ""
    property string advice: ""

    width: parent ? parent.width : implicitWidth
    implicitHeight: Math.max(Style.size.field, words.height + 2 * Style.space.s20)
    text: field.label
    description: [words.text, field.advice].filter(words => words !== "").join("，")

    FieldBox {
        anchors.fill: parent
        z: -1
        wrong: field.wrong
        pressed: field.pressed
    }
    Icon {
        id: sign

        x: Style.space.s36
        anchors.verticalCenter: parent.verticalCenter
        name: field.iconName
        size: Style.size.icon
    }
    Label {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Style.space.s24
        anchors.right: chevron.left
        anchors.rightMargin: Style.space.s16
        anchors.verticalCenter: parent.verticalCenter
        role: field.value === "" ? "body" : "heading"
        text: field.value === "" ? field.placeholder : field.value
        color: field.value === "" ? Style.color.ink3 : Style.color.ink
        Accessible.ignored: true
    }
    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Style.space.s32
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
    }
}
