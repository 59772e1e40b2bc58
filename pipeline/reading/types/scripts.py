"""Digits and signs of other scripts, as those of ASCII: ``６５．５``, ``۱۲۳٫۵``, ``๑๒``."""

# The first of ten digits: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Tibetan, Burmese, Khmer, full width.
ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0xFF10)
FULL_WIDTH = range(0xFF01, 0xFF5F)  # ! to ~, as wide as an ideograph
OFFSET = 0xFEE0

TO_ASCII: dict[int, str] = {
    **{code: chr(code - OFFSET) for code in FULL_WIDTH},
    **{zero + digit: str(digit) for zero in ZEROS for digit in range(10)},
    0x066A: "%",
    0x066B: ".",
    0x066C: ",",
    0x3000: " ",
    0xFFE5: "¥",
    0xFFE1: "£",
    0x200E: "",  # marks of writing direction, which stand around Arabic and Hebrew numbers
    0x200F: "",
    0x202A: "",
    0x202C: "",
}


def in_ascii(text: str) -> str:
    """The text with the digits and signs that a computer reads; all others stay as they are."""
    return text if text.isascii() else text.translate(TO_ASCII).strip()
