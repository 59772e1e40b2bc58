"""A small disk for everything that the app keeps, which can be filled up."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_MB = 768


class Disk:
    """A file system of its own at ``path``; ``path`` is None where none may be mounted, and ``why`` says so."""

    def __init__(self, path: Path | None, why: str = "") -> None:
        self.path = path
        self.why = why

    @property
    def _ballast(self) -> Path:
        assert self.path is not None
        return self.path / "ballast"

    def fill(self) -> None:
        """Take every byte that is left."""
        with self._ballast.open("ab") as ballast:
            while (left := os.statvfs(ballast.fileno())).f_bavail:
                try:
                    os.posix_fallocate(ballast.fileno(), ballast.tell(), left.f_bavail * left.f_frsize)
                except OSError:  # somebody else has taken some meanwhile
                    ballast.write(b"x" * 4096)
                ballast.seek(0, os.SEEK_END)

    def free(self) -> None:
        """Give it back."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount one on a new folder, where that is allowed: as root on Linux, with tmpfs."""
    folder.mkdir()
    why = _mount(folder)
    try:
        yield Disk(None if why else folder, why)
    finally:
        if not why:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path) -> str:
    """Why it could not be mounted; empty if it is."""
    if shutil.which("mount") is None:
        return "there is no mount command"
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"mounting a small disk isn't allowed: {done.stderr.strip()}"
