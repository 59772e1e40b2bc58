"""A script for the pages of a browser that notes what their visitor sees: when charts are drawn, what moves."""

from pathlib import Path

WATCH = Path(__file__).with_suffix(".js")
