// Why something at the desk did not go through, in words of those who sit there: ports and addresses are for technicians.
import QtQuick
import Kiosk.ViewModels

QtObject {
    function why(problem: string): string {
        if (!Workbench.online && problem.startsWith("platform."))
            return qsTr("现在连不上平台，网通了再试。已经填好、存下的都在。");
        return qsTr("没有做成：%1").arg(Workbench.cause === "" ? problem : Workbench.cause + "。" + Workbench.remedy);
    }
}
