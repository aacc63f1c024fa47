"""The Flask extensions of the web, bound to the application in `register`.

Views import them from here: `csrf.exempt`, `limiter.limit(...)`, `login_manager`.
"""

from __future__ import annotations

from flask_babel import Babel
from flask_babel import lazy_gettext as _l
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from recruit.hiring.models import User
from recruit.storage.database import db

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
login_manager = LoginManager()
login_manager.login_view = "account.login"
login_manager.login_message = _l("Log in to go on.")
login_manager.login_message_category = "info"


@login_manager.user_loader
def load_user(identity: str) -> User | None:
    """The user of a session; None when they are gone, switched off, or changed their password since."""
    number, _, salt = identity.partition(":")
    user = db.session.get(User, int(number)) if number.isdigit() else None
    return user if user and user.active and user.session_salt == salt else None
