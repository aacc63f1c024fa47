"""Candidate screening for Key Account Managers. `create_app` puts the parts together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, set up from the environment; `overrides` are settings that win (tests).

    `INSTANCE_PATH` among the overrides moves all local data to another folder.
    """
    # Here, not above: the reader runs in small child processes that must not load the web.
    from flask import Flask

    from recruit import cli, config, hiring, jobs, logging, storage, translations, web

    given = dict(overrides or {})
    instance = config.instance_folder(
        {"INSTANCE_PATH": given.pop("INSTANCE_PATH")} if "INSTANCE_PATH" in given else None
    )
    app = Flask(
        __name__,
        instance_path=str(instance),
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
    )
    app.config.from_mapping(config.settings(instance))
    app.config.from_mapping(given)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations.compiled(instance / "translations"))
    logging.register(app)
    storage.register(app)
    hiring.register(app)
    jobs.register(app)
    web.register(app)
    cli.register(app)
    return app
