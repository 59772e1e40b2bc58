import html
import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from exporters import EXPORTERS
from exporters.html import DARK_CARD, PAGE, blocks, script_json
from exporters.md import FOLD, FOLD_END, fenced, slug
from pipeline import proof
from tests.exporters.documents import HOSTILE, document, without_findings
from tests.ui.documents import outlined_document, story_document

OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "div", "footer"),
    *("p", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "strong", "em", "code", "pre", "details", "summary"),
    *(
        "figure",
        "figcaption",
        "noscript",
        "span",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "script",
        "nav",
        "a",
    ),
}


class Page(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def export(key: str, story: dict) -> str:
    return EXPORTERS[key].export(story).decode()


def test_every_exporter_says_what_it_is():
    assert {"html", "md", "json"} <= set(EXPORTERS)
    for key, exporter in EXPORTERS.items():
        assert exporter.label
        assert exporter.name == key
        assert re.fullmatch(r"\w+/\w+", exporter.media_type)


@pytest.mark.parametrize("key", EXPORTERS)
@pytest.mark.parametrize("story", [document(), document(HOSTILE), document("العربية 日本語"), without_findings()])
def test_every_story_can_be_exported_twice_the_same(key, story):
    assert export(key, story) == export(key, story)


@pytest.mark.parametrize("key", ["html", "md"])
class TestAnOutlinedStory:
    def test_the_lead_comes_first_then_the_figures_then_the_sections_in_order_then_what_it_is_about(self, key):
        text = readable(key, outlined_document())
        parts = (
            "grew over the three years on record",
            "$3.15 million",
            "How much, and how it went",
            "comes to 2 in all",
            "rose by 69% over three years",
            "depends on region",
            "are worth twice as much",
            "side by side",
            "Fill in postcode",
            "Made on",
            "28 November 2026, 02:00 UTC",
            "orders.csv",
            "About",
            "86 statistical tests were run",
        )
        places = [text.find(part) for part in parts]
        assert -1 not in places
        assert places == sorted(places)
        assert text.count("How much, and how it went") == 2  # in the contents, and at its place
        assert text.count("2 more") == 2
        assert "Larger orders go with smaller" not in text, "what the sections tell is told once"

    def test_points_have_the_numbers_that_the_document_gives_them(self, key):
        story = outlined_document()
        points = {point["id"]: point["headline"] for point in (*story["facts"], *story["findings"])}
        text = readable(key, story)
        dot = "." if key == "md" else ""
        for one in story["shown"]:
            assert f"{one['number']}{dot} {re.sub('[*]', '', points[one['point']])}" in text

    def test_the_key_findings_are_not_told_a_second_time(self, key):
        assert "Two things stand out." not in readable(key, outlined_document())
        assert "Two things stand out." in readable(key, story_document())

    def test_verdicts_are_told_in_the_words_of_the_page(self, key):
        text = readable(key, outlined_document())
        for fact in outlined_document()["facts"]:
            for _, told in proof.facts_of(fact):
                assert told in text
        assert text.count("Undecided") == 2  # beside the headline, and in the proof

    def test_every_link_leads_to_a_heading_of_its_own(self, key):
        text = export(key, outlined_document())
        names = (
            re.findall(r'id="([^"]+)"', text)
            if key == "html"
            else [slug(t) for t in re.findall("^## (.*)$", text, re.M)]
        )
        links = re.findall(r'href="#([^"]+)"', text) if key == "html" else re.findall(r"\]\(#(.+)\)", text)
        assert len(links) == (8 if key == "html" else 5)  # of the page also those from the lead, and to its chart
        assert set(links) <= set(names)


def readable(key: str, story: dict) -> str:
    """An export without its markup."""
    text = export(key, story)
    plain = "".join(Page(text.encode()).text) if key == "html" else re.sub(r"[*\\]", "", text)
    return " ".join(plain.split())


class TestHtml:
    def test_markup_in_names_values_and_texts_stays_text(self):
        page = Page(EXPORTERS["html"].export(document(HOSTILE)))
        assert {tag for tag, _ in page.tags} <= OURS
        assert [tag for tag, _ in page.tags].count("script") == 3  # figures, Plotly, ours
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
        assert not any(name in ("href", "src", "action") for _, attributes in page.tags for name in attributes)
        outlined = Page(EXPORTERS["html"].export(outlined_document()))
        leading = [
            attributes[name] for _, attributes in outlined.tags for name in ("href", "src") if name in attributes
        ]
        assert leading
        assert all(address.startswith(("#", "data:image/svg+xml,")) for address in leading)
        assert HOSTILE in "".join(page.text)

    def test_the_policy_lets_nothing_in_or_out(self):
        page = Page(EXPORTERS["html"].export(document()))
        (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert "http" not in policy
        assert "unsafe-inline" not in policy.partition("style-src")[0]

    def test_the_figures_come_back_as_they_were(self):
        story = document(HOSTILE)
        page = export("html", story)
        json_text = page.partition('<script type="application/json" id="figures">')[2].partition("</script>")[0]
        assert json.loads(json_text) == {"chart-1": story["charts"][0]["figure"]}

    def test_everything_a_reader_needs_is_there(self):
        text = " ".join("".join(Page(EXPORTERS["html"].export(document())).text).split())
        for part in (
            "12,345",
            "2.5 MB",
            "The summary.",
            "Sales rose",
            "A caveat.",
            "1.23456789",
            "SELECT 'plain'",
            "below 0.0001",
        ):
            assert part in text
        assert "312 statistical tests were run on this table, and 14 of them passed" in text
        assert "at most about 1 in 100 is expected to be a fluke (a false-discovery rate of 1%" in text

    def test_a_story_without_charts_carries_no_plotly(self):
        page = EXPORTERS["html"].export(without_findings())
        assert len(page) < 20_000
        assert b"No statistical test was run" in page

    def test_charts_lie_on_the_pages_own_colour_in_the_dark(self):
        assert f"--card: {DARK_CARD};" in (PAGE / "page.css").read_text()
        assert f"&#34;{DARK_CARD}&#34;" in export("html", document())

    def test_plotly_is_inside_once(self):
        page = EXPORTERS["html"].export(document())
        assert page.count(b"Copyright 2012-") == 1
        assert len(page) < 6_000_000


class TestMarkdown:
    def test_markup_in_names_and_values_stays_text(self):
        story = document(HOSTILE)
        for key in ("summary", "keyFindings", "recommendations"):
            story["narratives"][key] = "ours"  # these are Markdown already
        for finding in story["findings"]:
            finding |= {"headline": "ours", "text": "ours", "caveats": []}
        story["quality"], story["statistics"]["notes"] = [], []
        tokens = MarkdownIt("commonmark").enable("table").parse(export("md", story))
        inner = [child.type for token in tokens for child in token.children or []]
        assert not {"link_open", "image", "html_inline", "code_inline"} & set(inner)
        raw = [token.content.strip() for token in tokens if token.type == "html_block"]
        assert raw == [FOLD, FOLD_END] * len(story["findings"])

    def test_the_proof_is_folded_away(self):
        text = export("md", document())
        folded = text.partition(FOLD)[2].partition(FOLD_END)[0]
        assert "| slope | 1.23456789 |" in folded
        assert "````sql\nSELECT 'plain' -- ```\n````" in folded
        assert "### 1. **Sales** rose plain" in text
        assert "A caveat." in text.partition(FOLD)[0]
        assert "312 statistical tests were run" in text
        assert text.endswith("|\n")


def test_json_is_the_document():
    assert json.loads(export("json", document(HOSTILE))) == document(HOSTILE)


def test_json_has_no_numbers_that_json_does_not_know():
    with pytest.raises(ValueError, match="JSON"):
        EXPORTERS["json"].export(document() | {"timings": {"reading": float("nan")}})


def test_script_json_cannot_end_its_element():
    text = script_json({"a": "</script><!--\u2028"})
    assert "<" not in text
    assert json.loads(str(text)) == {"a": "</script><!--\u2028"}


@pytest.mark.parametrize(
    "markdown",
    [
        "<b>x</b>",
        "[x](https://a.b)",
        "![x](y.png)",
        "<https://a.b>",
        "[x]\n\n[x]: https://a.b",
        "<div>\nx\n</div>",
        "https://a.b",
    ],
)
def test_the_storys_markdown_knows_no_html_links_or_images(markdown):
    html = str(blocks(markdown))
    assert not re.search(r"<(b|a|img|div)\b", html)


@pytest.mark.parametrize(("code", "fence"), [("a", "```"), ("a ``` b", "````"), ("`````", "``````")])
def test_a_fence_is_longer_than_what_it_holds(code, fence):
    assert fenced(code, "sql") == f"{fence}sql\n{code}\n{fence}"


@pytest.mark.parametrize("name", ["html", "md"])
def test_a_proof_reads_as_on_the_page(name):
    text = html.unescape(export(name, document())).replace("\\", "")
    for finding in document()["findings"]:
        for _, fact in proof.facts_of(finding):
            assert fact in text
    assert all(paragraph in text for paragraph in proof.method_of(document()))
