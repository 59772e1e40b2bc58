"""A multipart upload read as it arrives: the file goes to disk in pieces, so its size costs no memory."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from anyio import to_thread
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from api.errors import BadRequest, TooLarge

WRITE_BYTES = 1024 * 1024  # gathered before each write to disk
MAX_FIELD_BYTES = 256 * 1024  # of all other fields together
MAX_REST_BYTES = 1024 * 1024  # of all beside the file, what comes before the first part and after the last included
MAX_PARTS = 50


@dataclass
class Form:
    """What a form held: its text fields, and the name of the file if it had one."""

    fields: dict[str, str] = field(default_factory=dict)
    filename: str | None = None
    size: int = 0  # bytes of the file


class FormReader:
    """Reads one form whose file field is called ``file_field``; the file's content goes to ``target``.

    Without a ``file_field``, any field with a file is it. The fields may come in any order. ``refusal`` is raised as
    soon as the file has more than ``max_bytes``, or the whole body more than that and ``MAX_REST_BYTES``.
    ``check_name`` is called with the file's name before its first byte is taken, and may raise.
    """

    def __init__(
        self,
        content_type: str,
        target: BinaryIO,
        file_field: str | None,
        max_bytes: int,
        refusal: TooLarge,
        check_name: Callable[[str], None] | None = None,
    ) -> None:
        kind, parameters = parse_options_header(content_type)
        boundary = parameters.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise BadRequest(
                "The file has to be sent as multipart/form-data.", f"Send it in a field named {file_field or 'file'}."
            )
        self.form = Form()
        self.target = target
        self.file_field = file_field
        self.max_bytes = max_bytes
        self.refusal = refusal
        self.check_name = check_name
        self._parser = self._new_parser(boundary)
        self._header = [b"", b""]
        self._headers: dict[bytes, bytes] = {}
        self._name: str | None = None  # of the text field that is being read
        self._text = bytearray()
        self._text_bytes = self._parts = self._body_bytes = 0
        self._in_file = False
        self._complete = False
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    async def read(self, chunks: AsyncIterator[bytes]) -> Form:
        """The whole form. Raises :class:`BadRequest` if it isn't one or has no file."""
        try:
            async for chunk in chunks:
                self._body_bytes += len(chunk)
                if self._body_bytes > self.max_bytes + MAX_REST_BYTES:
                    raise self.refusal
                self._parser.write(chunk)
                if self._pending_bytes >= WRITE_BYTES:
                    await self._write()
            self._parser.finalize()
        except FormParserError as error:
            raise BadRequest("The form is damaged.", "Send it again as multipart/form-data.") from error
        await self._write()
        if not self._complete:
            raise BadRequest("The upload broke off before its end.", "Send the file again.")
        if self.form.filename is None:
            raise BadRequest("The form has no file.", f"Send the file in a field named {self.file_field or 'file'}.")
        return self.form

    def _new_parser(self, boundary: bytes) -> MultipartParser:
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise BadRequest("The boundary of the form can't be used.") from error

    async def _write(self) -> None:
        pieces, self._pending, self._pending_bytes = self._pending, [], 0
        if pieces:
            await to_thread.run_sync(self.target.writelines, pieces)

    def _on_part_begin(self) -> None:
        self._headers = {}
        self._text = bytearray()
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise BadRequest("The form has too many fields.")

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header[0].lower()] = self._header[1]
        self._header = [b"", b""]

    def _on_headers_finished(self) -> None:
        _, parameters = parse_options_header(self._headers.get(b"content-disposition"))
        self._name = parameters.get(b"name", b"").decode(errors="replace")
        is_file = b"filename" in parameters if self.file_field is None else self._name == self.file_field
        self._in_file = is_file
        if self._in_file:
            if self.form.filename is not None:
                raise BadRequest("The form has more than one file.", "Send one file a request.")
            self.form.filename = parameters.get(b"filename", b"").decode(errors="replace")
            if self.check_name is not None:
                self.check_name(self.form.filename)

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._in_file:
            self.form.size += end - start
            if self.form.size > self.max_bytes:
                raise self.refusal
            self._pending.append(data[start:end])
            self._pending_bytes += end - start
            return
        self._text_bytes += end - start
        if self._text_bytes > MAX_FIELD_BYTES:
            raise BadRequest("The fields beside the file are too long.")
        self._text += data[start:end]

    def _on_part_end(self) -> None:
        if not self._in_file and self._name:
            self.form.fields[self._name] = self._text.decode(errors="replace")

    def _on_end(self) -> None:
        self._complete = True
