"""``python serve.py``: the app as ``make run`` starts it. Arguments are those of ``streamlit run``.

The workers load longest, then the databases, so both are begun before this process loads the web server.
"""

import gc
import sys

from services import servers, workers
from services.errors import ServiceError
from services.settings import SettingsError, settings


def main() -> None:
    """Serve until told to end."""
    gc.disable()  # until everything is loaded, which asgi_app says: a fifth of the time would go into it
    try:
        address = ["--server.port", str(settings().port)]
        workers.start()
        servers.begin()
    except (ServiceError, SettingsError) as error:
        sys.exit(str(error))

    from streamlit.web import cli

    sys.argv = ["streamlit", "run", "asgi_app.py", *address, *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
