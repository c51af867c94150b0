// What every control that can be touched does: fires on release inside, ignores a second touch within the debounce
// time, shows the press at once, takes keys, and says what it is to assistive technology.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Item {
    id: control

    property string text: ""
    property string description: ""
    property bool enabledHere: true
    property bool busy: false
    property real radius: Style.radius.button
    readonly property bool pressed: control.live && (area.containsPress || PressHold.item === control)
    readonly property bool live: control.enabledHere && !control.busy
    property double lastTap: 0
    property int debounce: Style.time.debounce

    signal tapped

    function trigger() {
        const now = Date.now();
        if (!control.live || now - control.lastTap < control.debounce)
            return;
        control.lastTap = now;
        control.tapped();
    }

    implicitHeight: Style.size.target
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: control.text
    Accessible.description: control.enabledHere ? control.description : [control.description, qsTr("现在不能点")].filter(words => words !== "").join("，")
    Accessible.focusable: true
    Accessible.onPressAction: control.trigger()
    Keys.onReturnPressed: control.trigger()
    Keys.onEnterPressed: control.trigger()
    Keys.onSpacePressed: control.trigger()

    MouseArea {
        id: area

        anchors.fill: parent
        enabled: control.enabledHere
        onReleased: if (area.containsMouse)
            PressHold.hold(control)
        onClicked: control.trigger()
    }
}
