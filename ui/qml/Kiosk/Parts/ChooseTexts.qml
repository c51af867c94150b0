// Words of the list pages, by what is asked.
pragma Singleton

import QtQml
import Kiosk.ViewModels

QtObject {
    id: root

    function title(page: string, subject: string): string {
        switch (page) {
        case "complaint-about":
            return qsTr("是关于什么的？");
        case "complaint-item":
            return qsTr("是哪一件事？");
        default:
            return subject;
        }
    }

    function sentence(page: string, subject: string): string {
        switch (page) {
        case "complaint-about":
            return qsTr("点一行就行。");
        case "complaint-item":
            return qsTr("“%1”里的哪一项？说不准就点最后一行。").arg(subject);
        default:
            return "";
        }
    }

    // A row whose words are the interface's own.
    function row(page: string, key: string, title: string): string {
        return page === "complaint-item" && key === "theme" ? qsTr("说不准是哪一项") : title;
    }

    function empty(page: string): string {
        return qsTr("现在没有可以选的。可以打 %1 问。").arg(Chrome.hotline);
    }

    function waiting(page: string): string {
        return qsTr("正在向平台查，请稍等");
    }

    function notice(notice: string): string {
        return "";
    }
}
