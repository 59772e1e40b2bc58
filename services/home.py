"""The folder that holds everything the app keeps, private to its user."""

import os
import secrets
from pathlib import Path

from services.errors import ServiceError


def folder(home: Path, *parts: str) -> Path:
    """``home`` or a folder in it as an absolute path, made with access for its owner alone where it isn't there.

    Raises :class:`ServiceError` if it can't be written to.
    """
    path = home.expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in parts:
            path = path / part
            path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _not_writable(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _not_writable(path, PermissionError("permission denied"))
    return path


def secret(home: Path, name: str) -> str:
    """The random secret of that name: made once, kept in a file that only its owner can read."""
    path = folder(home, "secrets") / name
    draft = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        if not path.exists():
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(32))
            # A link fails where another process was faster, so that everyone reads the first one's secret.
            os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)
    return path.read_text()


def _not_writable(path: Path, error: OSError) -> ServiceError:
    return ServiceError(
        f"DataStory can't keep its data in {path}: {(error.strerror or str(error)).lower()}.",
        "Make that folder writable, or set DATASTORY_HOME to another one.",
    )
