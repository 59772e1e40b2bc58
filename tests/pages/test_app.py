"""What holds for every page: where pages live, who sees them, and what happens when something behind them fails."""

import logging
import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from pymongo.errors import ServerSelectionTimeoutError

from api import forget
from api.identity import Session
from models import User
from services.errors import ServiceError
from tests.pages.conftest import SCRIPT, text_of
from ui import entrance, identity, links, server


def test_every_page_is_in_its_folder():
    assert {str(path.relative_to(SCRIPT.parent)) for path in SCRIPT.parent.glob("pages/*.py")} == set(links.PAGES)
    assert all(len(Path(SCRIPT.parent, page).read_text().splitlines()) <= 60 for page in links.PAGES)


@pytest.mark.parametrize("page", links.PAGES)
def test_every_page_opens_in_a_fresh_workspace(open_page, page):
    app = open_page(page)
    assert not app.exception
    assert not re.search(r'<\w+[^>{]*role="alert"', text_of(app))


@pytest.mark.parametrize("page", links.PAGES)
def test_the_first_page_of_a_process_is_entered_through_the_main_script(open_page, page, monkeypatch):
    app = open_page(page)
    monkeypatch.undo()  # from here on as in a new process: Streamlit runs the page's file by itself
    monkeypatch.setattr(server, "ensure_started", lambda: None)
    monkeypatch.setattr(entrance, "show", mark_entrance := Mock(wraps=entrance.show))
    app.run()
    assert mark_entrance.called
    assert not app.exception


@pytest.mark.parametrize("page", links.PAGES)
def test_a_failure_is_logged_and_told_without_a_traceback(open_page, page, monkeypatch, caplog):
    app = open_page(page)

    def fail():
        raise KeyError("secret detail")

    monkeypatch.setattr(identity, "current_user", fail)
    with caplog.at_level(logging.ERROR):
        app.run()
    assert not app.exception
    assert "Something went wrong while showing this page." in text_of(app)
    assert "secret detail" not in text_of(app)
    (record,) = [record for record in caplog.records if record.name == "ui.boundary"]
    assert record.exc_info[0] is KeyError
    assert record.reference in text_of(app)


def test_while_the_database_starts_the_page_waits_and_then_goes_on(open_page, monkeypatch):
    app = open_page()
    with monkeypatch.context() as outage:
        outage.setattr(User, "for_identity", _unreachable)
        app.run()
        assert not app.exception
        assert "DataStory is starting" in text_of(app)
    app.run()
    assert "What does your table say?" in text_of(app)


def test_a_service_that_cannot_start_says_what_to_do(open_page, monkeypatch):
    app = open_page()

    def fail():
        raise ServiceError("The disk is full.", "Free some space.")

    monkeypatch.setattr(server, "ensure_started", fail)
    app.run()
    assert "The disk is full." in text_of(app)
    assert "Free some space." in text_of(app)


def test_the_workspace_key_stays_in_the_address(open_page):
    app = open_page(links.LIBRARY)
    assert app.query_params[links.WORKSPACE] == "w" * 32
    assert f"{links.WORKSPACE}={'w' * 32}" in app.page_link[0].proto.query_string


def test_a_browser_without_a_key_gets_one_that_cannot_be_guessed(open_page):
    first, second = open_page(workspace=""), open_page(workspace="short")
    keys = [app.query_params[links.WORKSPACE] for app in (first, second)]
    assert all(identity.KEY_FORMAT.fullmatch(key) for key in keys)
    assert keys[0] != keys[1]


@pytest.fixture
def session(monkeypatch):
    """The session of a browser with a cookie."""
    made = Session("a" * 32, 1_700_000_000)
    monkeypatch.setattr(identity, "cookie_session", lambda: made)
    return made


def test_a_key_that_nobody_was_given_is_not_taken(open_page):
    app = open_page(workspace="m" * 32)
    assert app.query_params[links.WORKSPACE] != "m" * 32
    assert User.objects(identity=identity._identity_of("m" * 32)).count() == 0


@pytest.mark.parametrize("workspace", ["", "w" * 32])
def test_with_a_signed_cookie_no_key_stays_in_the_address(open_page, session, workspace):
    app = open_page(workspace=workspace)
    assert not app.exception
    assert User.objects(identity=session.identity).count() == 1
    assert links.WORKSPACE not in app.query_params


def test_a_browser_can_be_forgotten_by_a_link_of_its_own(open_page, session):
    assert f'href="{forget.PATH}?proof={session.workspace}.' in text_of(open_page(links.LIBRARY))


@pytest.mark.parametrize("page", links.PAGES)
def test_a_forgotten_browser_is_shown_nothing(open_page, session, page):
    User.for_identity(session.identity).end_sessions(session.begun_at)
    app = open_page(page)
    assert "This browser was forgotten" in text_of(app)
    assert f'href="{forget.PATH}"' in text_of(app)
    assert not app.button


def test_where_sign_in_is_configured_nobody_gets_past_it(open_page, monkeypatch):
    monkeypatch.setattr(identity, "auth_settings", lambda: {"client_id": "x", "keycloak": {"client_id": "y"}})
    app = open_page(workspace="")
    app.user = {"is_logged_in": False}
    app.run()
    assert [button.label for button in app.button] == ["Sign in", "Sign in with Keycloak"]
    assert "What does your table say?" not in text_of(app)

    app.user = {"is_logged_in": True, "iss": "https://id.test", "sub": "7", "name": "Ann"}
    app.run()
    assert "What does your table say?" in text_of(app)
    assert User.objects(identity="oidc:https://id.test|7").first().name == "Ann"


def test_signing_out_ends_every_copy_of_the_cookie_and_not_the_next_one(open_page, monkeypatch, caplog):
    caplog.set_level(logging.INFO, "security")
    monkeypatch.setattr(identity, "auth_settings", lambda: {"client_id": "x"})
    monkeypatch.setattr(identity.st, "logout", lambda: None)
    claims = {"is_logged_in": True, "iss": "https://id.test", "sub": "8", "iat": 1_700_000_000}
    app, copied = (open_page(workspace="") for _ in range(2))
    for one in (app, copied):
        one.user = claims
    app.switch_page(links.LIBRARY).run()
    app.button(key="sign_out").click().run()
    copied.run()
    assert [button.label for button in copied.button] == ["Sign in"]
    copied.user = {**claims, "iat": claims["iat"] + 1}
    copied.run()
    assert "What does your table say?" in text_of(copied)
    events = [record.message for record in caplog.records if record.name == "security"]
    assert events[:3] == ["signed in", "signed out", "refused"]
    assert {record.address for record in caplog.records if record.name == "security"} == {"192.0.2.7"}


def _unreachable(*_):
    raise ServerSelectionTimeoutError("no server")
