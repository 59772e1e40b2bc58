"""Everything that can be set from outside, one entry each: name, default, unit, help."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, IPvAnyAddress, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.machine import job_memory_mb


class SettingsError(ValueError):
    """A setting has a value that can't be used; the message names it and says what it takes."""


def _entry(default: Any, help_text: str, *, unit: str = "", shown: str | None = None, **limits: Any) -> Any:
    """One setting; ``shown`` stands in the table for a default that is worked out on the machine."""
    source = {"default_factory": default} if callable(default) else {"default": default}
    return Field(**source, description=help_text, json_schema_extra={"unit": unit, "shown": shown}, **limits)


class Settings(BaseSettings):
    """The settings, read once from environment variables named like the fields in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore")

    port: int = _entry(8501, "Port that the app is served on.", ge=1, le=65535)
    host: IPvAnyAddress | Literal["localhost"] = _entry(
        "127.0.0.1",
        "Address that the app is served on: by default for this machine alone, `0.0.0.0` or `::` for all others too.",
    )
    public_url: str | None = _entry(
        None, "Address under which users and outside services reach the app, as in `https://stories.example.org`."
    )
    datastory_home: Path = _entry(
        Path(".datastory"), "Folder for everything the app keeps: the embedded databases and generated secrets."
    )
    mongodb_uri: str | None = _entry(None, "MongoDB to use, with a database name; none starts an embedded one.")
    redis_url: str | None = _entry(None, "Redis to use; none starts an embedded one.")
    mongodb_cache_mb: int = _entry(128, "Cache of the embedded MongoDB.", unit="MB", ge=32)
    workers: int = _entry(
        lambda: os.cpu_count() or 1,
        "Stories made at the same time on this machine; 0 serves pages only.",
        unit="processes",
        shown="number of CPUs",
        ge=0,
        le=256,
    )
    max_upload_mb: int = _entry(600, "Largest file the API takes.", unit="MB", ge=1)
    page_upload_mb: int = _entry(
        600,
        "Largest file the upload page takes; Streamlit Community Cloud holds it in memory, and takes no more than 200.",
        unit="MB",
        ge=1,
    )
    job_timeout_s: float = _entry(
        900.0,
        "Time a job may take before it is stopped; files under `LARGE_FILE_MB` get less, down to a fifth.",
        unit="seconds",
        gt=0,
    )
    job_memory_mb: int = _entry(
        lambda earlier: job_memory_mb(earlier.get("workers", 1)),
        "Memory that making one story, or a preview, may take before it is stopped.",
        unit="MB",
        shown="the machine's, by `WORKERS`",
        ge=64,
    )
    large_file_mb: int = _entry(
        20,
        "Size from which a file waits in the queue for large ones and never holds up small ones.",
        unit="MB",
        ge=1,
    )
    max_jobs_per_user: int = _entry(20, "Jobs that a user may have waiting or under way.", unit="jobs", ge=1)
    max_jobs_per_address: int = _entry(
        100, "Jobs that the users of one address (for IPv6, its /64) may have waiting or under way.", unit="jobs", ge=1
    )
    max_queued: int = _entry(1000, "Jobs that may wait in all; beyond it, uploads are refused.", unit="jobs", ge=1)
    max_uploads_per_address: int = _entry(40, "Uploads that one address may have under way.", unit="uploads", ge=1)
    max_uploads: int = _entry(100, "Uploads that may be under way in all.", unit="uploads", ge=1)
    max_sockets_per_user: int = _entry(
        50, "Pages that one browser may have open: each holds a WebSocket.", unit="pages", ge=1
    )
    max_sockets_per_address: int = _entry(500, "Pages that one address may have open.", unit="pages", ge=1)
    max_sockets: int = _entry(5000, "Pages that may be open in all.", unit="pages", ge=1)
    max_kept_mb_per_user: int = _entry(5000, "Size of all files that are kept of one user.", unit="MB", ge=1)
    max_kept_mb_per_address: int = _entry(
        20000, "Size of all files that are kept of the users of one address.", unit="MB", ge=1
    )
    max_kept_mb: int = _entry(200000, "Size of all files that are kept.", unit="MB", ge=1)
    min_free_disk_mb: int = _entry(
        1000, "Room that uploads leave on the disk of `DATASTORY_HOME`; beyond it they are refused.", unit="MB", ge=0
    )
    forwarded_allow_ips: str = _entry(
        "",
        "Proxies in front of the app, as addresses or networks with commas between: whoever they name in "
        "`X-Forwarded-For` is the visitor. None: the peer is.",
        shown="none",
    )
    lease_s: float = _entry(6.0, "Time without a sign of life after which a worker is given up.", unit="seconds", gt=0)
    heartbeat_s: float = _entry(2.0, "Time between two signs of life of a worker.", unit="seconds", gt=0)
    shutdown_grace_s: float = _entry(
        5.0, "Time that a stopping worker has for its job before it hands it back.", unit="seconds", ge=0
    )
    analysis_service_url: str | None = _entry(
        None, "Analysis service outside this app that is sent each job and answers by callback; none works here."
    )
    webhook_url: str | None = _entry(
        None, "Address that is told when a job is over, unless its upload names one of its own."
    )
    webhook_private_addresses: bool = _entry(
        False, "Whether users may have webhooks sent into the server's own network, and by http."
    )
    max_attempts: int = _entry(3, "Attempts at a job in all, retries by the user included.", ge=1)
    story_retention_days: int = _entry(
        365,
        "Time after which a job that is over is deleted, with its story and its upload; 0 keeps them for good.",
        unit="days",
        ge=0,
    )
    upload_retention_days: int = _entry(
        30,
        "Time after which the upload of a job that is over and its typed table are deleted, while its story stays; "
        "0 keeps them as long.",
        unit="days",
        ge=0,
    )
    secret_key: str | None = _entry(
        None, "Key that signs cookies; none keeps a generated one in the folder.", min_length=16
    )
    metrics_token: str | None = _entry(
        None, "Token for `/api/metrics` and `/_stcore/metrics`; none gives them to this machine alone.", min_length=16
    )
    frame_ancestors: str = _entry("'self'", "Sites that may show the app in a frame, as in a Content-Security-Policy.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _entry("INFO", "Least severe event that is logged.")

    @property
    def max_upload_bytes(self) -> int:
        """``MAX_UPLOAD_MB`` in bytes."""
        return self.max_upload_mb * 1024 * 1024


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises :class:`SettingsError` for a value that can't be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsError(f"The value of {name} can't be used: {first['msg']}. Change or unset {name}.") from None


def markdown_table() -> str:
    """The settings as the table of the README."""
    rows = ["| Setting | Default | Unit | What it does |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)
        default = extra["shown"] or _shown(field.default)
        rows.append(f"| `{name.upper()}` | {default} | {extra['unit']} | {field.description} |")
    return "\n".join(rows)


def _shown(default: Any) -> str:
    if default is None:
        return "none"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"
