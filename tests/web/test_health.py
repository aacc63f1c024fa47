"""What a monitor is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import OperationalError

from recruit.hiring.models import Worker
from recruit.storage.database import now


def test_all_is_well(client: FlaskClient, db: SQLAlchemy) -> None:
    db.session.add(Worker(name="here:1", started_at=now(), seen_at=now()))
    db.session.commit()
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "database": "ok", "files": "ok", "worker": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_a_silent_worker_is_told_but_pages_are_served(client: FlaskClient, db: SQLAlchemy) -> None:
    db.session.add(Worker(name="gone:1", started_at=now(), seen_at=now() - timedelta(minutes=2)))
    db.session.commit()
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json == {"status": "degraded", "database": "ok", "files": "ok", "worker": "silent"}


def test_a_store_that_does_not_answer(app: Flask, client: FlaskClient) -> None:
    class Gone:
        def get(self, key: str) -> bytes:
            raise OSError("secret-bucket.example refused")

    app.extensions["recruit.files"] = Gone()
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json == {"status": "failed", "database": "ok", "files": "failed", "worker": "silent"}


def test_a_database_that_does_not_answer(client: FlaskClient, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("select", {}, Exception("no route to db.internal"))

    monkeypatch.setattr(db.session, "scalar", refuse)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json == {"status": "failed", "database": "failed", "files": "ok", "worker": "unknown"}
    assert "internal" not in response.text
