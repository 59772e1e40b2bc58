"""The pages' scripts and styles, compressed, and the largest of them asked for before it is needed.

Streamlit sends them as they are, since compressing them for every visit would cost more than it saves. Here each file
is compressed once a process and kept: a third of the bytes, some 10 MB in all if everything is ever asked for. The
names hold hashes of the content, so browsers keep them for a year.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TYPES: Mapping[str, str] = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
"""What is compressed, by the ending of its name; fonts and images are already."""
STORY = "/story"
CHARTS = "PlotlyChart."  # how the name of the script begins that draws charts, a third of all that a story loads
WITH_CHARTS = ("withFullScreenWrapper.", "resolveDefaultExport.", "printWidthCap.")
"""What that script is made of besides, by the beginnings of names; small, but each costs a way to the server."""
AT_ONCE: Mapping[str, str] = {
    "Html.": "modulepreload",
    "purify.es.": "modulepreload",  # without which Html is nothing
    "Button.": "modulepreload",
    "SourceSerifVariable-Roman.": "preload; as=font; crossorigin",
    "SourceSansVF-Upright.": "preload; as=font; crossorigin",
}
"""What every page is made of, by the beginnings of names: what comes late would move all that is there already."""
NEVER = ("q=0", "q=0.0", "q=0.00", "q=0.000")  # what a browser may say of a coding that it does not take
LEVEL = 9  # of gzip: a second for the largest file, once
MIN_BYTES = 1_000  # under it there is nothing to save
CACHE_CONTROL = "public, immutable, max-age=31536000"  # a year, as Streamlit's own


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    headers: Mapping[str, str]


class Assets:
    """ASGI middleware that answers for the files under ``/static`` where the browser takes gzip.

    With each page it says what else the page will ask for, the script too that draws charts: a story needs it at once,
    and whoever looks at another page has it by the time that a story is done.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = files()
        self.kept: dict[Path, Asset] = {}
        self.at_once = [f"<.{path}>; rel={relation}" for name, relation in AT_ONCE.items() for path in named(name)]
        self.charts = [f"<.{path}>; rel=" for name in (CHARTS, *WITH_CHARTS) for path in named(name)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the compressed file, or pass the request on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        elif (path := self.files.get(scope["path"])) is None:
            await self.app(scope, receive, self._announcing(scope["path"], send))
        elif _takes_gzip(Headers(scope=scope)):
            await self._answer(path, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _announcing(self, page: str, send: Send) -> Send:
        """Where what is sent is a page, with what it will ask for."""
        relation = "modulepreload" if page == STORY else "prefetch"
        links = ", ".join([*self.at_once, *(charts + relation for charts in self.charts)])

        async def announce(message: Message) -> None:
            if message["type"] == "http.response.start" and links and not page.startswith("/api"):
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("link", links)
            await send(message)

        return announce

    async def _answer(self, path: Path, scope: Scope, receive: Receive, send: Send) -> None:
        asset = self.kept.get(path)
        if asset is None:  # one that is asked for twice at the same time may be compressed twice
            asset = self.kept[path] = await anyio.to_thread.run_sync(compressed, path)
        if Headers(scope=scope).get("if-none-match") == asset.headers["etag"]:
            response = Response(status_code=304, headers=asset.headers)
        else:
            response = Response(asset.content, headers=asset.headers)
        await response(scope, receive, send)


def compressed(path: Path) -> Asset:
    """The file, compressed."""
    content = gzip.compress(path.read_bytes(), LEVEL, mtime=0)
    return Asset(
        content,
        {
            "content-type": TYPES[path.suffix],
            "content-encoding": "gzip",
            "cache-control": CACHE_CONTROL,
            "etag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
            "vary": "Accept-Encoding",
        },
    )


def files() -> dict[str, Path]:
    """The files of the installed Streamlit that are worth it, by their paths on the server."""
    folder = static_folder()
    found = (path for path in folder.rglob("*") if path.suffix in TYPES and path.stat().st_size >= MIN_BYTES)
    return {f"/{path.relative_to(folder).as_posix()}": path for path in found}


def named(beginning: str) -> list[str]:
    """The paths of the installed Streamlit's files whose names begin so; none where it has no such file."""
    folder = static_folder()
    return sorted(f"/{path.relative_to(folder).as_posix()}" for path in (folder / "static").glob(f"*/{beginning}*"))


def static_folder() -> Path:
    """Where the installed Streamlit keeps what browsers load."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("static")


def _takes_gzip(headers: Headers) -> bool:
    codings = (coding.partition(";") for coding in headers.get("accept-encoding", "").replace(" ", "").split(","))
    return any(name == "gzip" and weight not in NEVER for name, _, weight in codings)
