"""Addresses of stores, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from obstore.store import LocalStore, S3Store

from recruit.config import BadSetting
from recruit.storage import files


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "with space" / "files"
    assert isinstance(files.open_store(folder.as_uri()), LocalStore)
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_bucket_with_prefix_and_endpoint() -> None:
    store = files.open_store("s3://cvs/recruit/live?region=eu-west-1&endpoint=https://s3.example.com")
    assert isinstance(store, S3Store)
    assert store.prefix == "recruit/live"
    assert store.config["endpoint"] == "https://s3.example.com"
    assert store.config["region"] == "eu-west-1"


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "instance/files", ""])
def test_addresses_that_mean_nothing(url: str) -> None:
    with pytest.raises(BadSetting, match="FILES_URL must begin with"):
        files.open_store(url)


def test_large_files_come_back_whole(app: Flask) -> None:
    data = bytes(range(256)) * 4096 * 11
    files.put("cv/large", data)
    assert files.get("cv/large") == data
    files.delete("cv/large")
    with pytest.raises(files.NoSuchFile):
        files.get("cv/large")
