"""The web: pages for applicants, recruiters, hiring managers and administrators."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

#: Every area of the web, and its blueprint's module.
AREAS = ("careers", "account", "desk", "shortlist", "admin", "health")


def register(app: Flask) -> None:
    """Hang the web on the application: extensions, languages, headers, error pages, areas."""
    # Here, not above: commands and jobs load the package without the pages.
    from recruit.web import errors, headers, languages, templating, uploads
    from recruit.web.extensions import babel, csrf, limiter, login_manager

    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )
    uploads.register(app)  # before the protection of forms, which reads the form
    csrf.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=languages.language)
    templating.register(app)
    languages.register(app)
    headers.register(app)
    errors.register(app)
    for area in AREAS:
        if find_spec(f"recruit.web.{area}") and find_spec(f"recruit.web.{area}.views"):
            app.register_blueprint(import_module(f"recruit.web.{area}.views").blueprint)
