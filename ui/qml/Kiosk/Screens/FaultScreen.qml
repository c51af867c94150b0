// What stands in place of a page that cannot be shown. Says what to do; the program ends by itself.
import QtQuick
import Kiosk.Parts
import Kiosk.ViewModels

Page {
    id: page

    objectName: "faultScreen"
    title: qsTr("这一页打不开")
    subtitle: qsTr("不是您的问题。可以回到首页重来，或者打 %1。").arg(Chrome.hotline)
    stepsVisible: false

    footer: ActionBar {
        primaryText: qsTr("回到首页")
        helpVisible: false
        backVisible: false
        onPrimary: Chrome.home()
    }
}
