"""Tables drawn with the characters for boxes, as consoles print them: the same with bars and hyphens."""

import re

BAR = re.compile("[│┃║┆┊╎]")
ASCII = str.maketrans(
    {
        **dict.fromkeys("│┃║┆┊╎", "|"),
        **dict.fromkeys("─━═╌┄┈", "-"),
        **dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡┏┳┓┡╇┩┗┻┛┣╋┫╭╮╰╯╟╫╢╤╧", "+"),
    }
)
DASHES = re.compile(r"^[| ]*---[| -]*\r?\n", re.MULTILINE)  # between the names of polars and its types
LOOKED_AT = 1 << 15  # characters
DRAWN = 0.5  # of the lines


def undrawn(text: str) -> str:
    """The text with ``|`` for the lines between its columns and ``+--+`` for those between rows, if it has such."""
    beginning = text[:LOOKED_AT]
    if not BAR.search(beginning):
        return text
    lines = [line for line in beginning.splitlines() if line.strip()]
    if sum(BAR.search(line) is not None for line in lines) < DRAWN * len(lines):
        return text
    return DASHES.sub("", text.translate(ASCII))
