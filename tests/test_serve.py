"""The app as ``make run`` starts it: where it listens, and that it says so."""

import psutil
import pytest

from serve import where
from services.settings import Settings
from testing.app import running_app


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_an_app_for_this_machine_says_how_others_are_let_in(host):
    assert "this machine alone" in where(Settings(host=host))
    assert "HOST=0.0.0.0" in where(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_an_app_for_others_says_how_it_is_kept_to_this_machine(host):
    assert "HOST=127.0.0.1" in where(Settings(host=host))


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("environment", "heard"), [({}, {"127.0.0.1"}), ({"HOST": "0.0.0.0"}, {"0.0.0.0"})])
def test_it_listens_where_it_says(environment, heard):
    with running_app(environment={"WORKERS": "1", **environment}) as app:
        sockets = psutil.Process(app.process.pid).net_connections(kind="inet")
        assert {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN} == heard
        assert f"DataStory listens on {heard.pop()}" in app.log.read_text()
