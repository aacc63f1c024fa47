"""Logs: JSON, one line a request, and nothing of what people typed."""

from __future__ import annotations

import io
import json
import logging

import pytest
from flask.testing import FlaskClient
from pythonjsonlogger.json import JsonFormatter

from tests.conftest import MakeApp
from tests.factories import an_application, an_opening


def listen() -> io.StringIO:
    """What is logged from here on."""
    stream = io.StringIO()
    (ours,) = (
        handler for handler in logging.getLogger("recruit").handlers if isinstance(handler.formatter, JsonFormatter)
    )
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(stream)
    return stream


@pytest.fixture
def lines(make_app: MakeApp) -> tuple[FlaskClient, io.StringIO]:
    app = make_app(LOG_LEVEL="INFO")
    return app.test_client(), listen()


def test_a_request_is_one_line_of_json(lines: tuple[FlaskClient, io.StringIO]) -> None:
    client, stream = lines
    answer = client.get("/?email=nuria@example.com", headers={"User-Agent": "Núria's phone"})
    (line,) = stream.getvalue().splitlines()
    entry = json.loads(line)
    assert (entry["message"], entry["method"], entry["route"], entry["status"]) == ("request", "GET", "/", 200)
    assert entry["request"] == answer.headers["X-Request-Id"]
    assert entry["milliseconds"] > 0
    assert set(entry) == {
        "time",
        "level",
        "logger",
        "message",
        "method",
        "route",
        "status",
        "milliseconds",
        "request",
    }


def test_no_personal_data_and_no_secret_address(lines: tuple[FlaskClient, io.StringIO]) -> None:
    client, stream = lines
    with client.application.app_context():
        application = an_application(an_opening(), name="Núria Vidal", email="nuria@example.com")
        public_id = application.public_id
    client.get(f"/applied/{public_id}")
    client.post("/login", data={"email": "nuria@example.com", "password": "camió verd"})
    client.application.extensions["recruit.jobs"].drain()
    written = stream.getvalue()
    assert written.count('"request"') >= 2
    for secret in (public_id, "nuria", "Vidal", "camió", "cami\\u00f3"):
        assert secret not in written


def test_a_fault_is_logged_by_its_place_not_its_words(make_app: MakeApp) -> None:
    app = make_app(LOG_LEVEL="INFO", PROPAGATE_EXCEPTIONS=False)

    def fail(name: str) -> str:
        raise ValueError(f"cannot greet {name}")

    app.add_url_rule("/greet/<name>", "greet", fail)
    stream = listen()
    assert app.test_client().get("/greet/Nuria").status_code == 500
    fault, line = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (fault["message"], fault["route"], fault["fault"]) == ("request failed", "/greet/<name>", "ValueError")
    assert fault["at"][-1].startswith("test_logging.py:") and fault["at"][-1].endswith(" fail")
    assert (line["level"], line["status"], line["request"]) == ("ERROR", 500, fault["request"])
    assert "Nuria" not in stream.getvalue()
