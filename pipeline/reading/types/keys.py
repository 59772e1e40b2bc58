"""The look of keys and addresses: what one cell tells by itself."""

import re

URL = re.compile(r"(?:(?:https?|ftp|s3|file)://|www\.)[^\s]+", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
UUID = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.IGNORECASE)
HASH = re.compile(r"(?=.*\d)[0-9a-f]{16,}", re.IGNORECASE)
KEY = re.compile(r"(?=.*\d)(?=.*[^\W\d]|.*\d-\d)[\w\-./#]+")  # letters or a hyphen amid digits: no clock, no place
UNNAMED = re.compile(r"(?:column_?|unnamed:? ?)?\d*|(?:x\.?|v|_?c)\d+|#|\.\.\.\d+|rownames?|\(index\)", re.IGNORECASE)
