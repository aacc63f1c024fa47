"""Files under keys: a folder of this machine, or an S3 bucket, by `FILES_URL`.

Keys are made by us (`cv/2026/11/…`), never from what somebody typed.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from flask import current_app
from obstore.store import LocalStore, S3Store

from recruit.config import BadSetting, address, made_folder

if TYPE_CHECKING:
    from flask import Flask
    from obstore.store import ObjectStore

_NAME = "recruit.files"


class NoSuchFile(Exception):
    """There is nothing under this key."""


def register(app: Flask) -> None:
    """Open the store of `FILES_URL`."""
    app.extensions[_NAME] = open_store(app.config["FILES_URL"])


def open_store(url: str) -> ObjectStore:
    """`file:///folder` or `s3://bucket/prefix?region=…&endpoint=…`; BadSetting for anything else.

    S3 takes its keys from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. An
    `endpoint` that begins with `http://` is meant for servers on this machine.
    """
    parts = address("FILES_URL", url)
    if parts.scheme == "file":
        return LocalStore(made_folder("FILES_URL", Path(unquote(parts.path))))
    if parts.scheme == "s3" and parts.netloc:
        options: dict[str, Any] = {}
        given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        client: dict[str, Any] = {"timeout": timedelta(seconds=30), "connect_timeout": timedelta(seconds=5)}
        if endpoint := given.get("endpoint"):
            options["endpoint"] = endpoint
            options["virtual_hosted_style_request"] = False
            client["allow_http"] = endpoint.startswith("http://")
        if region := given.get("region"):
            options["region"] = region
        retry: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}
        prefix = parts.path.strip("/") or None
        return S3Store(parts.netloc, prefix=prefix, client_options=client, retry_config=retry, **options)  # type: ignore[arg-type]
    raise BadSetting(f"FILES_URL must begin with file:/// or s3://bucket; it begins with {parts.scheme}://")


def _store() -> Any:
    return current_app.extensions[_NAME]


def put(key: str, data: bytes) -> None:
    """Keep `data` under `key`; what was there is replaced."""
    _store().put(key, data)


def get(key: str) -> bytes:
    """What was kept under `key`; NoSuchFile."""
    try:
        return bytes(_store().get(key).bytes())
    except FileNotFoundError as error:
        raise NoSuchFile(key) from error


def delete(key: str) -> None:
    """Remove it; nothing happens when it is not there."""
    try:
        _store().delete(key)
    except FileNotFoundError:
        return
