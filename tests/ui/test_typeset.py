import re
from datetime import UTC, datetime

import pytest

from tests.ui.documents import HOSTILE
from ui import typeset


def test_literal_leaves_the_words_and_breaks_every_mark():
    shown = typeset.literal(HOSTILE)
    unescaped = re.sub(r"\\(.)", r"\1", shown).replace(typeset.WORD_JOINER, "")
    assert unescaped == HOSTILE
    for mark in "*`[]()$~<>":
        assert not re.search(rf"(?<!\\){re.escape(mark)}", shown)


@pytest.mark.parametrize("shortcode", [":smile:", ":red[x]", ":material/home:", ":streamlit:"])
def test_no_shortcode_survives(shortcode):
    assert not re.search(r":\w", typeset.literal(shortcode))


@pytest.mark.parametrize("arrow", ["->", "<-", ">=", "<=", "~=", "--", "<->"])
def test_no_arrow_survives(arrow):
    assert arrow not in re.sub(r"\\", "", typeset.literal(f"a {arrow} b"))


def test_literal_keeps_to_one_line():
    assert typeset.literal("a\n\n# b") == "a \\# b"


def test_prose_knows_emphasis_and_lists_only():
    html = typeset.prose("**a** <b>x</b> [l](http://e.test) ![i](http://e.test/i.png) <http://e.test>\n\n- one\n- two")
    assert "<strong>a</strong>" in html
    assert html.count("<li>") == 2
    assert not re.search(r"<(b|a|img)\b", html)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0.0 s"), (0.44, "0.4 s"), (9.96, "10 s"), (59.6, "1 min 0 s"), (73, "1 min 13 s"), (3700, "1 h 1 min")],
)
def test_seconds(seconds, text):
    assert typeset.seconds(seconds) == text


def test_an_estimate_has_no_tenths_and_is_never_zero():
    assert typeset.whole_seconds(0.2) == "1 s"
    assert typeset.whole_seconds(3.7) == "4 s"


def test_a_moment_without_a_browser_is_in_utc():
    assert typeset.moment(datetime(2026, 3, 5, 9, 7, tzinfo=UTC)) == "5 March 2026, 09:07"


def test_no_line_ends_between_a_sign_and_its_currency():
    assert typeset.prose("from −€64,000 to +€88") == "<p>from −\u2060€64,000 to +\u2060€88</p>\n"
    assert typeset.prose("a − b") == "<p>a − b</p>\n"
