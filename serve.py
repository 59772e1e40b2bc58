"""``python serve.py``: the app as ``make run`` starts it. Arguments are those of ``streamlit run``.

What serves is a child of this process, which replaces it when it dies, its workers with it. The workers load longest,
then the databases, so both are begun before the child loads the web server.
"""

import gc
import os
import resource
import sys
from contextlib import suppress

from services import servers, workers
from services.address import is_loopback
from services.errors import ServiceError
from services.settings import Settings, SettingsError, settings
from services.supervisor import supervise

OPEN_FILES = 65_536  # a connection each, and what the databases' clients take


def main() -> None:
    """Serve until told to end."""
    gc.disable()  # until everything is loaded, which asgi_app says: a fifth of the time would go into it
    try:
        config = settings()
        os.environ["FORWARDED_ALLOW_IPS"] = config.forwarded_allow_ips  # uvicorn itself would believe this machine
        allow_connections()
        workers.start()
        servers.begin()
    except (ServiceError, SettingsError) as error:
        sys.exit(str(error))

    from streamlit.web import cli

    from api import connection, sockets

    connection.install()
    sockets.install()

    sys.stdout.write(where(config))
    address = ["--server.address", str(config.host), "--server.port", str(config.port)]
    sys.argv = ["streamlit", "run", "asgi_app.py", *address, *sys.argv[1:]]
    cli.main()


def allow_connections() -> None:
    """Have room for as many connections as the system allows: many systems begin with 1024 files a process."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    with suppress(OSError, ValueError):  # macOS takes no more than its kernel's own limit
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def where(config: Settings) -> str:
    """Who can reach the app, for whoever starts it."""
    if is_loopback(str(config.host)):
        return f"DataStory listens on {config.host}, for this machine alone. HOST=0.0.0.0 lets other machines in.\n"
    return f"DataStory listens on {config.host}: other machines can reach it. HOST=127.0.0.1 keeps it to this one.\n"


if __name__ == "__main__":
    supervise()
    main()
