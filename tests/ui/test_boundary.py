"""What a page shows of what failed behind it."""

import errno

import pytest
from pymongo.errors import OperationFailure, ServerSelectionTimeoutError
from streamlit.testing.v1 import AppTest


def shown(error: Exception) -> str:
    """The text of a page that failed with this error."""

    def page(error: Exception) -> None:
        from ui.boundary import error_boundary

        with error_boundary("status", waits=False):
            raise error

    app = AppTest.from_function(page, kwargs={"error": error}).run()
    assert not app.exception
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("error", [ServerSelectionTimeoutError("secret"), OperationFailure("secret", 1)])
def test_a_database_that_is_away_or_cannot_work_at_present_is_waited_for(error):
    assert "DataStory is starting" in shown(error)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "secret"), OperationFailure("secret", 14031)])
def test_a_full_disk_is_told(error):
    assert "disk" in shown(error)
    assert "secret" not in shown(error)


@pytest.mark.parametrize("error", [OSError(errno.EIO, "secret"), OperationFailure("secret", 11000), KeyError("secret")])
def test_anything_else_is_a_fault_of_ours(error):
    assert "Something went wrong" in shown(error)
    assert "secret" not in shown(error)
