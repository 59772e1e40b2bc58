import pytest
from markdown_it import MarkdownIt

from pipeline import wording


@pytest.mark.parametrize(
    "raw",
    [
        "price",
        "a_b*c",
        "**bold**",
        "[link](javascript:alert(1))",
        "<script>alert(1)</script>",
        "![image](x)",
        "`code`",
        "cost $ & $",
        "&lt;b&gt;",
        "a\\b",
        "~~gone~~",
        "a|b",
        "$x^2$",
    ],
)
def test_a_name_stands_in_markdown_as_it_is(raw):
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parseInline(f"In {wording.name(raw)} it is.")
    text = "".join(child.content for child in tokens[0].children)
    assert text == f"In {raw} it is."
    assert {child.tag for child in tokens[0].children} <= {"", "strong"}
    assert wording.plain(wording.name(raw)) == raw


def test_names_are_one_line_never_empty_and_keep_their_direction_to_themselves():
    assert wording.name(" two\n lines\t") == "**two lines**"
    assert wording.name("  ") == "**(blank)**"
    assert wording.name("المبيعات") == "**\u2068المبيعات\u2069**"
    assert wording.name("abc\u202edef") == "**abcdef**"
