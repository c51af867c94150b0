from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kiosk.documents import fonts
from kiosk.documents.faults import DocumentError, DocumentFault

RARE = "㛃𬱟𫖯𠮷𬎆"
NOWHERE = "\U0003fffd"
"""A noncharacter's neighbour: no font has it, now or later."""


def _fonts_of(text: str) -> set[str]:
    return {font for font, _ in fonts.glyphs(text)}


def test_everyday_text_needs_one_font() -> None:
    assert _fonts_of("张三 Zhang San 12345") == {fonts.main_font()}


def test_a_rare_character_takes_its_whole_name_into_one_font() -> None:
    assert len(_fonts_of("张*𬱟")) == 1
    assert _fonts_of("张*𬱟") != {fonts.main_font()}


def test_names_that_need_two_fallback_fonts_leave_the_main_font_out() -> None:
    chosen = fonts.glyphs("㛃*𬎆")
    assert [character for _, character in chosen] == list("㛃*𬎆")
    assert fonts.main_font() not in {font for font, character in chosen if character != "*"}


@pytest.mark.parametrize("character", RARE)
def test_rare_characters_have_a_glyph(character: str) -> None:
    assert fonts.missing(character) == ""


def test_a_character_without_a_font_is_written_as_its_code_point() -> None:
    shown = "".join(character for _, character in fonts.glyphs(f"王{NOWHERE}"))
    assert shown == "王〔U+3FFFD〕"
    assert fonts.missing(f"王{NOWHERE}") == NOWHERE


@pytest.mark.parametrize("character", RARE)
def test_a_rare_character_is_drawn_and_can_be_copied(character: str) -> None:
    ((font, _),) = fonts.glyphs(character)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(60, 60), initialFontName=font)  # type: ignore[arg-type]  # stub
    canvas.setFont(font, 40)
    canvas.drawString(10, 15, character)
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    assert document[0].get_textpage().get_text_range() == character
    picture = document[0].render(scale=2, grayscale=True).to_numpy()
    dark = (picture < 128).mean()
    # An empty box of Hanazono covers some 1 % of this page, a character of ten strokes and more over 4 %.
    assert dark > 0.03


def test_control_and_format_characters_become_spaces() -> None:
    assert fonts.clean("异地\n就医\u202e备案\x00") == "异地 就医 备案"


def test_variation_selectors_are_dropped_and_characters_stay_as_they_are() -> None:
    assert fonts.clean("葛\U000e0100城") == "葛城"
    assert fonts.clean("\uf92c") == "\uf92c"


def test_a_lone_surrogate_does_not_reach_the_paper() -> None:
    assert fonts.clean("a\ud800b") == "a b"


def test_a_font_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Family",))
    with pytest.raises(DocumentError) as caught:
        fonts.main_font()
    assert caught.value.fault is DocumentFault.FONT_MISSING


def test_a_machine_without_fontconfig_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentError) as caught:
        fonts._find("WenQuanYi Zen Hei")
    assert caught.value.fault is DocumentFault.FONT_MISSING
