"""A page may be asked for while another thread still loads what it stands on."""

import sys
from types import ModuleType

from ui import entrance


def test_a_module_that_is_still_loading_is_no_started_process(monkeypatch):
    monkeypatch.setitem(sys.modules, "jobs.runtime", ModuleType("jobs.runtime"))
    assert entrance._is_started() is False


def test_a_process_that_has_loaded_nothing_has_not_started(monkeypatch):
    monkeypatch.delitem(sys.modules, "jobs.runtime", raising=False)
    assert entrance._is_started() is False
