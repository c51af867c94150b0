// Heights and widths of the parts, in pixels of the 1080 px wide citizen screen.
import QtQml

QtObject {
    readonly property int target: 80
    readonly property int primaryButton: 112
    readonly property int secondaryButton: 96
    readonly property int header: 120
    readonly property int banner: 88
    readonly property int actionBar: 160
    readonly property int accessibilityBar: 148
    readonly property int mark: 68
    readonly property int stepBar: 12
    readonly property int listRow: 96
    readonly property int iconRow: 116
    readonly property int summaryRow: 84
    readonly property int choiceRow: 104
    readonly property int choiceBox: 52
    readonly property int choiceCard: 144
    readonly property int packageCard: 196
    readonly property int quickCard: 158
    readonly property int field: 112
    readonly property int fieldBar: 8
    readonly property int key: 98
    readonly property int keyGap: 14
    readonly property int keyboard: 640
    readonly property int tag: 48
    readonly property int dialog: 856
    readonly property int ring: 148
    readonly property int ringRow: 96
    readonly property int iconSmall: 38
    readonly property int icon: 48
    readonly property int iconLarge: 58
    readonly property int iconHuge: 92
    readonly property int status: 38
    readonly property int statusSmall: 28
    readonly property int statusLarge: 64
    readonly property int backButton: 256
    readonly property int signatureWidth: 928
    readonly property int signatureHeight: 420
    readonly property int guidanceHeight: 600
    readonly property int licenceModule: 8
    readonly property int receiptModule: 6
    readonly property int edge: 24
    readonly property int candidate: 96
    readonly property int factLabel: 200
    readonly property int clearedSign: 148
    // Task pages.
    readonly property int codeBoxWidth: 132
    readonly property int codeBoxHeight: 148
    readonly property int caret: 5
    readonly property int addressBox: 176
    readonly property int summaryLabel: 220
    readonly property int lockLabel: 250
    readonly property int dateKey: 104
    readonly property int resultShape: 112
    readonly property int timelineShape: 56
    readonly property int timelineJoin: 5
    readonly property int scanPreview: 726
    readonly property int cornerMark: 64
    readonly property int receiptCode: 600
    readonly property int receiptCodeLeast: 420
    readonly property int licenceCard: 952
    readonly property int licenceCode: 824
    readonly property int challengeIcon: 92
    readonly property int licenceMargin: 64
    readonly property int licenceButton: 360
}
