"""How a job keeps what its user chose."""

import json
from typing import Any

from mongoengine.base import BaseField

from pipeline.options import Options


class OptionsField(BaseField):
    """What the user chose, kept as JSON text.

    A column may be called anything, as ``a.b`` or ``$set``, which the keys of a MongoDB document can't. Earlier
    versions kept a document, whose ``column_types`` are pairs of a column's name and its type.
    """

    def to_mongo(self, value: Options) -> str:
        """The text that is kept."""
        return json.dumps(value.to_json())

    def to_python(self, value: Any) -> Options:
        """The options of what is kept. Raises ``pipeline.errors.OptionsError``."""
        if isinstance(value, Options):
            return value
        if isinstance(value, str):
            return Options.from_json(json.loads(value))
        return Options.from_json({**value, "types": dict(value.get("column_types", []))})
