// Heights and widths of the parts, in pixels of the citizen screen; `elder`: as 长辈版 wants them.
import QtQml

QtObject {
    id: sizes

    property bool elder: false
    property bool lowReach: false
    property bool landscape: false
    readonly property int target: sizes.elder ? 96 : 80
    readonly property int primaryButton: sizes.elder ? 140 : 112
    readonly property int secondaryButton: sizes.elder ? 116 : 96
    readonly property int pagerButton: sizes.landscape ? sizes.target : sizes.primaryButton
    readonly property int header: sizes.elder ? 152 : 120
    readonly property int banner: sizes.elder ? 112 : 88
    readonly property int actionBar: sizes.elder ? 188 : 160
    readonly property int accessibilityBar: sizes.elder ? 188 : 148
    readonly property int mark: 68
    readonly property int stepBar: 12
    readonly property int listRow: sizes.elder ? 116 : 96
    readonly property int iconRow: sizes.elder ? 132 : 116
    readonly property int summaryRow: sizes.elder ? 104 : 84
    readonly property int choiceRow: sizes.elder ? 124 : 104
    readonly property int choiceBox: sizes.elder ? 60 : 52
    readonly property int choiceCard: sizes.elder ? 220 : 144
    readonly property int packageCard: sizes.elder ? 312 : 196
    readonly property int quickCard: sizes.elder ? 200 : 158
    readonly property int field: sizes.elder ? 132 : 112
    readonly property int fieldBar: 8
    // Lower where keys share half a screen, or the side of a broad one, with what is typed.
    readonly property int key: !sizes.elder ? 98 : sizes.landscape || sizes.lowReach ? 96 : 128
    readonly property int keyGap: sizes.elder ? 24 : sizes.lowReach ? 16 : 14
    readonly property int keyboard: sizes.elder ? 640 : 640
    readonly property int tag: sizes.elder ? 68 : 48
    readonly property int dialog: sizes.elder ? 984 : 856
    readonly property int ring: sizes.elder ? 176 : 148
    readonly property int ringRow: sizes.elder ? 124 : 96
    readonly property int iconSmall: sizes.elder ? 46 : 38
    readonly property int icon: sizes.elder ? 56 : 48
    readonly property int iconLarge: sizes.elder ? 76 : 58
    readonly property int iconHuge: 92
    readonly property int status: sizes.elder ? 46 : 38
    readonly property int statusSmall: sizes.elder ? 40 : 28
    readonly property int statusLarge: sizes.elder ? 76 : 64
    readonly property int backButton: sizes.elder ? 280 : 256
    readonly property int signatureWidth: 928
    // In the lower half of a broad screen, with the button below it.
    readonly property int signatureHeight: !(sizes.landscape && sizes.lowReach) ? 420 : sizes.elder ? 200 : 260
    readonly property int guidanceHeight: 600
    readonly property int guidanceLeast: sizes.elder || sizes.landscape ? 400 : 480
    readonly property int licenceModule: 8
    readonly property int receiptModule: 6
    readonly property int edge: 24
    readonly property int candidate: sizes.elder ? 116 : 96
    readonly property int factLabel: sizes.elder ? 250 : 200
    readonly property int clearedSign: 148
    // Task pages.
    readonly property int codeBoxWidth: 132
    readonly property int codeBoxHeight: 148
    readonly property int caret: 5
    readonly property int addressBox: sizes.elder ? 220 : 176
    readonly property int summaryLabel: sizes.elder ? 260 : 220
    readonly property int lockLabel: sizes.elder ? 330 : 250
    readonly property int dateKey: sizes.elder ? 120 : 104
    readonly property int resultShape: 112
    readonly property int timelineShape: 56
    readonly property int timelineJoin: 5
    readonly property int scanPreview: 726
    readonly property int videoLeast: 300
    readonly property int cornerMark: 64
    readonly property int receiptCode: 600
    readonly property int receiptCodeLeast: 420
    readonly property int licenceCard: 952
    readonly property int licenceCode: 824
    readonly property int challengeIcon: 92
    readonly property int licenceMargin: 64
    readonly property int licenceButton: sizes.elder ? 440 : 360
    // Landscape: what one works in, and what one reads beside it.
    readonly property int contentColumn: 1080
    readonly property int sideColumn: 640
    // Qt's keyboard is as high as its width makes it: on a broad screen no higher than half of it, with its candidates;
    // in the lower half with room for a large field.
    readonly property int keyboardWidth: sizes.landscape ? (sizes.elder ? 880 : 920) : sizes.elder && sizes.lowReach ? 1000 : 1080
}
