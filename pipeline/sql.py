"""Names and values as SQL writes them: whatever builds a query from a stranger's file quotes with these."""

from datetime import date, datetime
from typing import Any

import numpy as np


def quote(identifier: str) -> str:
    """A column's name as an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value as an SQL literal; numpy's scalars are written as the plain values that they hold."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | datetime):
        return f"TIMESTAMP '{value}'"
    return "'" + str(value).replace("'", "''") + "'"
