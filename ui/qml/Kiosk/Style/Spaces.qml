// Distances in pixels: a grid of 4.
import QtQml

QtObject {
    id: spaces

    property bool elder: false
    property bool lowReach: false
    readonly property int s4: 4
    readonly property int s8: 8
    readonly property int s12: 12
    readonly property int s16: 16
    readonly property int s20: 20
    readonly property int s24: 24
    readonly property int s28: 28
    readonly property int s32: 32
    readonly property int s36: 36
    readonly property int s40: 40
    readonly property int s44: 44
    readonly property int s48: 48
    readonly property int s56: 56
    readonly property int s64: 64
    readonly property int s72: 72
    readonly property int s96: 96
    readonly property int margin: spaces.elder ? 48 : 56
    readonly property int section: 40
    readonly property int columnGap: spaces.elder ? 28 : 20
    // Between two things to touch.
    readonly property int targetGap: spaces.elder ? 24 : spaces.lowReach ? 16 : 12
    // The same, where the standard is wider than the least.
    readonly property int targetGapMiddle: Math.max(16, spaces.targetGap)
    readonly property int targetGapWide: Math.max(20, spaces.targetGap)
}
