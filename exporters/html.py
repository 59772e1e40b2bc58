"""The story as one web page that opens by itself: no network, its charts included."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import plotly.offline
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markdown_it import MarkdownIt
from markupsafe import Markup

from exporters import facts
from exporters.exporter import Document, Exporter
from pipeline import proof, sparkline, wording
from pipeline.colors import ON_DARK
from pipeline.colors import PAGE as PAGE_COLOR
from pipeline.contents import OVERVIEW, Contents, Point, contents_of, lead_of

PAGE = Path(__file__).with_name("page")
DARK_CARD = "#161a22"  # what charts lie on, as in page.css


class WebPage(Exporter):
    """A page with its style, its script, Plotly and its figures inside (4.9 MB).

    Texts from the file are escaped in HTML, Markdown and JSON; and should that ever fail, the page's own policy runs no
    script but those two whose hashes it names, and lets nothing out to the network.
    """

    name = "html"
    label = "Web page"
    media_type = "text/html"

    def export(self, document: Document) -> bytes:
        """See :class:`~exporters.exporter.Exporter`."""
        plotly_script, page_script = _scripts()
        place = secrets.token_hex()  # of Plotly, whose 4.7 MB go into the page's bytes and not through its template
        charts = {chart["chartId"]: chart for chart in document["charts"]}
        contents = contents_of(document)
        page = _template().render(
            document=document,
            charts=charts,
            overview=charts.get(OVERVIEW),
            on_dark=json.dumps({**ON_DARK, PAGE_COLOR: DARK_CARD}),
            facts=facts,
            proof=proof,
            sparkline=sparkline,
            contents=contents,
            first=_first(contents, charts),
            lead=lead_of(document["narratives"]["summary"]),
            policy=_policy(plotly_script, page_script),
            style=Markup((PAGE / "page.css").read_text()),  # noqa: S704 -- our own file
            figures=script_json({chart_id: chart["figure"] for chart_id, chart in charts.items()}),
            plotly_script=place if charts else "",
            page_script=Markup(page_script),  # noqa: S704 -- our own file
        )
        before, found, after = page.encode().partition(place.encode())
        return b"".join((before, _encoded(plotly_script), after)) if found else before


def _first(contents: Contents | None, charts: Mapping[str, Any]) -> Point | None:
    """The point whose chart stands beside the lead."""
    first = contents.first if contents else None
    return first if first and first["chartId"] in charts else None


def blocks(text: str) -> Markup:
    """The story's Markdown as HTML."""
    return Markup(wording.unbroken(_markdown().render(text)))  # noqa: S704 -- rendered without raw HTML


def line(text: str) -> Markup:
    """A sentence or two of the story's Markdown as HTML, without a paragraph around."""
    return Markup(wording.unbroken(_markdown().renderInline(text)))  # noqa: S704 -- rendered without raw HTML


def script_json(value: Any) -> Markup:
    """JSON for a script element: nothing in it can end the element or open another."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 -- the marks of HTML are written as escapes


@cache
def _markdown() -> MarkdownIt:
    """CommonMark without raw HTML, links and images: a story has none, so what looks like one came from the file."""
    return MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "reference", "html_inline"])


class _Compiled(FileSystemBytecodeCache):
    """The compiled template, kept as Python keeps its own modules': beside its text, where that may be written to."""

    def get_source_checksum(self, source: str) -> str:
        """Of all that it is compiled from: also how, which this module says, and by which Jinja."""
        return super().get_source_checksum("".join((source, Path(__file__).read_text(), version("jinja2"))))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next process, which would compile it in a tenth of a second."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(str(PAGE / "__pycache__")),
    )
    environment.filters |= {"blocks": blocks, "line": line}
    return environment.get_template("page.html")


@cache
def _scripts() -> tuple[str, str]:
    return plotly.offline.get_plotlyjs(), (PAGE / "page.js").read_text()


@cache
def _encoded(script: str) -> bytes:
    return script.encode()


@cache
def _policy(*scripts: str) -> str:
    """The page's Content-Security-Policy."""
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
