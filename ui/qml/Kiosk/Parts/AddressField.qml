// An address: where the platform gives regions, the region as a choice and the rest as words; else words alone.
// The answer is one text, region first.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Column {
    id: field

    property string value: ""
    property var options: []
    property bool wrong: false
    property int maxLength: 0
    property string label: ""
    property string advice: ""
    property string name: ""
    readonly property string region: field.regionOf(field.value)
    readonly property string street: field.value.slice(field.region.length)

    signal edited(string text)
    signal entered
    signal pickRegion

    function regionOf(text: string): string {
        const found = field.options.find(option => option.label !== "" && text.startsWith(option.label));
        return found ? found.label : "";
    }

    function takeFocus() {
        words.takeFocus();
    }

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.targetGapMiddle

    PickField {
        objectName: "form.region." + field.name
        visible: field.options.length > 0
        label: qsTr("%1：地区").arg(field.label)
        value: field.region
        placeholder: qsTr("点这里选地区")
        advice: field.advice
        iconName: "map-pin"
        wrong: field.wrong && field.region === ""
        onTapped: field.pickRegion()
    }
    TextEntry {
        id: words

        name: "form.field." + field.name
        label: field.label
        lines: true
        value: field.street
        advice: field.advice
        maxLength: field.maxLength
        wrong: field.wrong
        prompt: field.options.length > 0 ? qsTr("街道、小区、门牌号") : qsTr("点这里填：街道、小区、门牌号")
        onEdited: text => field.edited(field.region + text)
        onEntered: field.entered()
    }
}
