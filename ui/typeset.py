"""Text on its way to the page: what people wrote stays literal, a story's Markdown becomes plain HTML."""

import re
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from markdown_it import MarkdownIt

from pipeline import wording

__all__ = ["escape", "literal", "moment", "prose", "seconds", "whole_seconds"]

WORD_JOINER = "\u2060"  # takes no room and breaks no line, but breaks up what would be a shortcode

PROSE = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_inline", "html_block"])
"""A story links to nothing and embeds nothing, so a name in it that looks like a link stays text."""


def literal(text: str) -> str:
    """Make ``text`` stand in a Streamlit label exactly as it is written: no Markdown, LaTeX, emoji, colour or arrow.

    Streamlit replaces shortcodes and arrows after Markdown's own escapes are gone, so those are broken up.
    """
    one_line = " ".join(text.split())
    escaped = re.sub(r"([\\`*_{}\[\]()#+.!|~$<>&-])", r"\\\1", one_line)
    broken = re.sub(r"(?<=[-<>~=])(?=\\?[-<>~=])", WORD_JOINER, escaped)
    return re.sub(r":(?=\S)", ":" + WORD_JOINER, broken)


def prose(markdown: str) -> str:
    """A story's Markdown as HTML. Only emphasis, lists and headings mean anything in it."""
    return wording.unbroken(PROSE.render(markdown))


def seconds(duration_s: float) -> str:
    """``0.42`` -> ``0.4 s``; ``73`` -> ``1 min 13 s``; ``3700`` -> ``1 h 1 min``."""
    return f"{duration_s:.1f} s" if duration_s < 9.95 else whole_seconds(duration_s)


def whole_seconds(duration_s: float) -> str:
    """The same without tenths, and never zero: for an estimate."""
    whole = max(1, round(duration_s))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def moment(when: datetime) -> str:
    """A point in time as its reader's clock shows it: ``23 November 2026, 17:20``."""
    return f"{day(when)}, {when.astimezone(_reader_zone()):%H:%M}"


def day(when: datetime) -> str:
    """Its day by its reader's clock: ``23 November 2026``."""
    local = when.astimezone(_reader_zone())
    return f"{local.day} {local:%B %Y}"


def _reader_zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
