"""The web: pages for applicants, recruiters, hiring managers and administrators."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def register(app: Flask) -> None:
    """Hang the web on the application: extensions, languages, headers, error pages, areas."""
    # Here, not above: commands and jobs load the package without the pages.
    from recruit.web import compression, errors, headers, languages, templating, unstorable, uploads
    from recruit.web.account import views as account
    from recruit.web.admin import views as admin
    from recruit.web.careers import views as careers
    from recruit.web.desk import views as desk
    from recruit.web.extensions import babel, csrf, limiter, login_manager
    from recruit.web.health import views as health
    from recruit.web.my import views as my
    from recruit.web.shortlist import views as shortlist

    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )
    uploads.register(app)  # before the protection of forms, which reads the form
    unstorable.register(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=languages.language)
    templating.register(app)
    languages.register(app)
    compression.register(app)  # what is registered first comes last
    headers.register(app)
    errors.register(app)
    for area in (careers, my, account, desk, shortlist, admin, health):
        app.register_blueprint(area.blueprint)
