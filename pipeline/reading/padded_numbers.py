"""Numbers with blanks around them in a workbook's XML: Excel reads them, calamine doesn't."""

import re
import zipfile
from pathlib import Path

PADDED = re.compile(rb"<v>\s*([^<\s]+)\s*</v>")
SHEETS = "xl/worksheets/"
MOST_BYTES = 64 << 20  # of sheets, which are taken into memory one by one


def trim_numbers(path: Path, target: Path) -> bool:
    """Write a copy of a workbook without those blanks to ``target``; whether there were any."""
    found = False
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            return False
        for member in members:
            content = archive.read(member)
            trimmed = PADDED.sub(rb"<v>\1</v>", content) if member.filename.startswith(SHEETS) else content
            found = found or trimmed != content
            copy.writestr(member.filename, trimmed)
    return found
