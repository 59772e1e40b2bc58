"""The web process, with uploads on their way through it."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from testing.app import ROOT, free_port

TIMEOUT_S = 30.0
BOUNDARY = "----datastory-bench"
PIECES = 20


class NotDoneError(Exception):
    """No answer came, or a refusal."""


class Web:
    """The app as ``make run`` starts it, without workers of its own, on the servers of ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.process = self._start()

    def is_ready(self) -> bool:
        """Whether it takes uploads."""
        try:
            return bool(self._call("GET", "/api/health").get("mongodb"))
        except NotDoneError:
            return False

    def kill(self) -> None:
        """Kill -9, and start another one in its place."""
        self.process.kill()
        self.process.wait()
        self.process = self._start()

    def stop(self) -> None:
        """End it in good order."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def upload(self, token: str, content: bytes, seconds: float) -> str:
        """Upload a file, in pieces over so many seconds, and give the job's id. Raises :class:`NotDoneError`."""
        opening = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="deeds.csv"\r\n\r\n'
        ).encode()
        pieces = [opening, *_pieces(content), f"\r\n--{BOUNDARY}--\r\n".encode()]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        try:
            connection.putrequest("POST", "/api/upload")
            connection.putheader("Authorization", f"Bearer {token}")
            connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
            connection.putheader("Content-Length", str(sum(map(len, pieces))))
            connection.endheaders()
            for piece in pieces:
                connection.send(piece)
                time.sleep(seconds / len(pieces))
            return str(_answer(connection)["jobId"])
        except (OSError, http.client.HTTPException) as error:
            raise NotDoneError(str(error)) from error
        finally:
            connection.close()

    def ask(self, token: str, job_id: str, request: str) -> None:
        """Ask for a ``retry`` or ``cancel``. Raises :class:`NotDoneError`."""
        self._call("POST", f"/api/jobs/{job_id}/{request}", token)

    def _call(self, method: str, path: str, token: str = "") -> dict[str, object]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, headers={"Authorization": f"Bearer {token}"} if token else {})
            return _answer(connection)
        except (OSError, http.client.HTTPException) as error:
            raise NotDoneError(str(error)) from error
        finally:
            connection.close()

    def _start(self) -> subprocess.Popen[bytes]:
        with (self.home.parent / "web.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "serve.py"],
                cwd=ROOT,
                env={**os.environ, "WORKERS": "0", "PORT": str(self.port)},
                stdout=log,
                stderr=log,
            )


def _answer(connection: http.client.HTTPConnection) -> dict[str, object]:
    answer = connection.getresponse()
    body = answer.read()
    if answer.status >= 300:
        raise NotDoneError(f"{answer.status} {body[:200]!r}")
    found: dict[str, object] = json.loads(body)
    return found


def _pieces(content: bytes) -> Iterator[bytes]:
    size = max(len(content) // PIECES, 1)
    for start in range(0, len(content), size):
        yield content[start : start + size]
