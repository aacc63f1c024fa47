"""The tests here run on both sets of engines, whatever the run stands on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as email_policy
from pathlib import Path

import pytest

from recruit.config import database_url
from tests.conftest import open_app
from tests.engines.sets import EngineSet
from tests.servers import Servers


@pytest.fixture(params=["default", "servers"])
def engine_set(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EngineSet]:
    """An application on the default engines, then one on the servers."""
    instance = tmp_path / "instance"
    instance.mkdir()
    settings = {"INSTANCE_PATH": instance, "LOG_LEVEL": "CRITICAL", "COMPANY_NAME": "Fusteria Ginesta"}
    if request.param == "default":
        shutil.copy(request.getfixturevalue("default_template"), instance / "recruit.sqlite")

        def outbox() -> list[EmailMessage]:
            parser = BytesParser(policy=email_policy)
            return [parser.parsebytes(path.read_bytes()) for path in sorted((instance / "outbox").glob("*.eml"))]  # type: ignore[misc]

        with open_app(settings) as app, app.app_context():
            yield EngineSet(app, outbox)
        return
    servers: Servers = request.getfixturevalue("servers")
    address = servers.database(request.getfixturevalue("server_template"))
    settings |= servers.settings() | {"SQLALCHEMY_DATABASE_URI": database_url(address)}
    with open_app(settings) as app, app.app_context():
        yield EngineSet(app, lambda: list(servers.inbox.mails))
    servers.drop(address)
