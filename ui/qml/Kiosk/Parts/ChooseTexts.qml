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
        case "booking-item":
            return qsTr("约个时间去大厅办");
        case "booking-place":
            return qsTr("去哪里办？");
        case "booking-day":
            return qsTr("哪一天去？");
        case "booking-time":
            return qsTr("几点去？");
        case "booking-mine":
            return qsTr("我约好的");
        case "bills":
            return qsTr("要付哪一笔？");
        case "certificates":
            return qsTr("打哪一份证明？");
        case "guide":
            return subject !== "" ? subject : qsTr("您可以办这些");
        case "companies":
            return qsTr("您替哪一家办？");
        case "variant":
            return qsTr("您是哪种情况？");
        case "benefits":
            return subject !== "" ? subject : qsTr("这些您可以享受");
        case "inform-what":
            return qsTr("您想看什么？");
        case "inform-places":
            return qsTr("可以去哪里办？");
        case "inform-papers":
            return qsTr("政策文件");
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
        case "booking-item":
            return qsTr("先选事情和时间，最后才刷证件。");
        case "booking-place":
            return subject;
        case "companies":
            return qsTr("这些是平台上登记您可以代表的。也可以把营业执照上的码对准扫码口。");
        case "variant":
            return qsTr("%1：情况不同，要交的材料也不同。").arg(subject);
        case "booking-day":
            return qsTr("%1。只列出还有号的日子。").arg(subject);
        case "booking-time":
            return root.day(subject);
        case "booking-mine":
            return qsTr("点一条，可以看号、可以取消。");
        case "bills":
            return qsTr("点一笔，用自己的手机扫码付。");
        case "guide":
            return subject !== "" ? qsTr("点最像的一行。点错了可以返回。") : qsTr("点一项，先看要带什么。");
        case "certificates":
            return qsTr("点一份，先看页数和收费，再打印。");
        case "benefits":
            return subject !== "" ? qsTr("这些它可以享受。点一项看清楚，再确认。") : qsTr("点一项看清楚，再确认。不用填表。");
        case "inform-what":
            return qsTr("查自己的要刷证件，别的不用。");
        case "inform-places":
            return qsTr("点一处，看地址、时间和电话。");
        case "inform-papers":
            return qsTr("新发的在前面。点一份看全文。");
        default:
            return "";
        }
    }

    // A row whose words are the interface's own.
    function row(page: string, key: string, title: string): string {
        if (page === "complaint-item" && key === "theme")
            return qsTr("说不准是哪一项");
        if (page === "inform-what")
            return root.wanted(key);
        if (page === "booking-item" && key === "mine")
            return qsTr("看我约好的，或者取消");
        if (page === "booking-mine")
            return root.day(title.slice(0, 10)) + title.slice(10);
        return page === "booking-day" ? root.day(title) : title;
    }

    function wanted(key: string): string {
        switch (key) {
        case "places":
            return qsTr("哪里能办：大厅、站点、自助机");
        case "benefits":
            return qsTr("惠民政策：哪些我可以直接享受");
        case "verify":
            return qsTr("验证：别人出示的码是不是真的");
        default:
            return qsTr("政务公开：政策文件");
        }
    }

    // The note of a row; where it is a number, what it counts.
    function note(page: string, note: string, open: bool): string {
        if (!open)
            return qsTr("要等连上平台");
        switch (page) {
        case "booking-day":
            return qsTr("还有 %1 个时间可以约").arg(note);
        case "booking-time":
            return qsTr("还有 %1 个号").arg(note);
        default:
            return note;
        }
    }

    // 2026-07-15 -> 7 月 15 日 星期三.
    function day(iso: string): string {
        const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
        if (!found)
            return iso;
        const weekday = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3])).getDay();
        const names = [qsTr("星期日"), qsTr("星期一"), qsTr("星期二"), qsTr("星期三"), qsTr("星期四"), qsTr("星期五"), qsTr("星期六")];
        return qsTr("%1 %2").arg(Texts.date(iso)).arg(names[weekday]);
    }

    // How a terminal is now.
    function now(state: string): string {
        switch (state) {
        case "working":
            return qsTr("现在能用");
        case "partly":
            return qsTr("现在有的功能停了");
        default:
            return qsTr("现在没有回音，先打电话问问");
        }
    }

    function empty(page: string): string {
        switch (page) {
        case "booking-place":
            return qsTr("最近两周都约满了。也可以直接去大厅取号，或者打 %1 问。").arg(Chrome.hotline);
        case "booking-mine":
            return qsTr("您没有约好的号。");
        case "bills":
            return qsTr("没有查到要付的账单。");
        case "benefits":
            return qsTr("现在没有查到您可以直接享受的。不代表没有，打 %1 问。").arg(Chrome.hotline);
        case "companies":
            return qsTr("平台上没有登记您可以代表的单位。要先由法定代表人在平台上给您授权，也可以到窗口办。");
        default:
            return qsTr("现在没有可以选的。可以打 %1 问。").arg(Chrome.hotline);
        }
    }

    function waiting(page: string): string {
        return qsTr("正在向平台查，请稍等");
    }

    function notice(notice: string): string {
        return notice === "taken" ? qsTr("这个时间刚被别人约走了，请另选一个。") : notice === "not-yours" ? qsTr("这张执照不在您可以代表的单位里。") : "";
    }
}
