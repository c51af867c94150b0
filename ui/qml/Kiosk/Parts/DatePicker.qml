// A date as three questions: year, month, day, each a page of buttons. What was chosen stands above and can be
// touched to choose it again.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Style

Column {
    id: picker

    property string value: ""
    property int yearFrom: 0
    property int yearTo: 0
    property int year: 0
    property int month: 0
    property string step: "year"
    property int yearPage: 1
    readonly property int perPage: 20
    readonly property int now: new Date().getFullYear()
    readonly property int first: picker.yearFrom > 0 ? picker.yearFrom : picker.now - 100
    readonly property int last: picker.yearTo > 0 ? picker.yearTo : picker.now + 10
    readonly property int yearPages: Math.ceil((picker.last - picker.first + 1) / picker.perPage)
    readonly property list<string> monthNames: [qsTr("1 月"), qsTr("2 月"), qsTr("3 月"), qsTr("4 月"), qsTr("5 月"), qsTr("6 月"), qsTr("7 月"), qsTr("8 月"), qsTr("9 月"), qsTr("10 月"), qsTr("11 月"), qsTr("12 月")]

    signal chosen(string iso)

    // Pages are filled from the last year back: most dates lie near today, whose page must not hold a single year.
    function pageOf(year: int): int {
        const wanted = Math.max(picker.first, Math.min(year, picker.last));
        return picker.yearPages - Math.floor((picker.last - wanted) / picker.perPage);
    }

    // Years of the page, from the first; only those that may be chosen.
    function yearsOn(page: int): list<int> {
        const found = [];
        const end = picker.last - (picker.yearPages - page) * picker.perPage;
        for (let year = Math.max(picker.first, end - picker.perPage + 1); year <= end; year++)
            found.push(year);
        return found;
    }

    // Days of the month in weeks that begin on Monday; 0 = an empty place.
    function daysOf(year: int, month: int): list<int> {
        const blank = (new Date(year, month - 1, 1).getDay() + 6) % 7;
        const length = new Date(year, month, 0).getDate();
        const found = [];
        for (let n = 0; n < blank; n++)
            found.push(0);
        for (let day = 1; day <= length; day++)
            found.push(day);
        return found;
    }

    function two(n: int): string {
        return String(n).padStart(2, "0");
    }

    width: parent ? parent.width : implicitWidth
    spacing: Style.space.s28
    Component.onCompleted: {
        const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(picker.value);
        picker.yearPage = picker.pageOf(parts ? Number(parts[1]) : picker.now);
    }

    Label {
        width: parent.width
        role: "bodyLarge"
        text: picker.step === "year" ? qsTr("第 1 步，共 3 步：选年") : picker.step === "month" ? qsTr("第 2 步，共 3 步：选月") : qsTr("第 3 步，共 3 步：选日")
        color: Style.color.ink2
    }
    Row {
        width: parent.width
        visible: picker.step !== "year"
        spacing: Style.space.targetGapWide

        OutlineButton {
            objectName: "date.changeYear"
            small: true
            text: qsTr("%1 年").arg(picker.year)
            iconName: "pencil"
            onTapped: picker.step = "year"
        }
        OutlineButton {
            objectName: "date.changeMonth"
            visible: picker.step === "day"
            small: true
            text: picker.month > 0 ? picker.monthNames[picker.month - 1] : ""
            iconName: "pencil"
            onTapped: picker.step = "month"
        }
    }
    Grid {
        id: years

        width: parent.width
        visible: picker.step === "year"
        columns: 4
        spacing: Style.space.targetGapMiddle

        Repeater {
            model: picker.step === "year" ? picker.yearsOn(picker.yearPage) : []

            PadKey {
                required property int modelData

                objectName: "date.year." + modelData
                width: (years.width - 3 * years.spacing) / 4
                height: Style.size.dateKey
                text: modelData
                onTapped: {
                    picker.year = modelData;
                    picker.step = "month";
                }
            }
        }
    }
    Pager {
        visible: picker.step === "year" && pages > 1
        page: picker.yearPage
        pages: picker.yearPages
        onNext: picker.yearPage += 1
        onPrevious: picker.yearPage -= 1
    }
    Grid {
        id: months

        width: parent.width
        visible: picker.step === "month"
        columns: 3
        spacing: Style.space.targetGapMiddle

        Repeater {
            model: picker.step === "month" ? 12 : 0

            PadKey {
                required property int index

                objectName: "date.month." + (index + 1)
                width: (months.width - 2 * months.spacing) / 3
                height: Style.size.dateKey
                text: picker.monthNames[index]
                onTapped: {
                    picker.month = index + 1;
                    picker.step = "day";
                }
            }
        }
    }
    Grid {
        id: days

        readonly property real cell: (days.width - 6 * days.spacing) / 7

        width: parent.width
        visible: picker.step === "day"
        columns: 7
        spacing: Style.space.targetGap

        Repeater {
            model: picker.step === "day" ? [qsTr("一"), qsTr("二"), qsTr("三"), qsTr("四"), qsTr("五"), qsTr("六"), qsTr("日")] : []

            Label {
                required property string modelData

                width: days.cell
                role: "body"
                text: modelData
                color: Style.color.ink2
                horizontalAlignment: Text.AlignHCenter
            }
        }
        Repeater {
            model: picker.step === "day" ? picker.daysOf(picker.year, picker.month) : []

            Item {
                id: place

                required property int modelData

                width: days.cell
                height: Style.size.dateKey

                PadKey {
                    objectName: place.modelData > 0 ? "date.day." + place.modelData : ""
                    visible: place.modelData > 0
                    width: parent.width
                    height: parent.height
                    text: place.modelData
                    onTapped: picker.chosen(picker.year + "-" + picker.two(picker.month) + "-" + picker.two(place.modelData))
                }
            }
        }
    }
}
