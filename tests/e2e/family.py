"""Every process of an app, and whether it still runs."""

import psutil

from testing.app import RunningApp


def processes_of(app: RunningApp) -> list[psutil.Process]:
    """Its descendants, and what was started apart from them on its folder."""
    own = psutil.Process(app.process.pid)
    children = [own, *own.children(recursive=True)]
    apart = [
        process
        for process in psutil.process_iter()
        if process not in children and str(app.home) in " ".join(command(process))
    ]
    return children + apart


def alive(process: psutil.Process) -> bool:
    """Whether it runs: not what is over and only waits to be noticed."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def command(process: psutil.Process) -> list[str]:
    """What it was started with; nothing if it has ended meanwhile."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []
