"""What a reader says of a candidate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional

from recruit.hiring.models import Decision
from recruit.hiring.operations.shortlist_views import MOST_COMMENT

TOO_LONG = _l("That is too long: at most 2,000 characters.")


class ViewForm(FlaskForm):
    """Each button sends its own value: `up` 1 or 0, or a decision; what is not sent stays."""

    up = StringField(validators=[Optional(), AnyOf(["1", "0"])])
    decision = StringField(validators=[Optional(), AnyOf([str(code) for code in Decision])])
    comment = TextAreaField(_l("Comment"), [Length(max=MOST_COMMENT, message=TOO_LONG)])


class QuestionForm(FlaskForm):
    text = TextAreaField(_l("Question"), [Length(max=MOST_COMMENT, message=TOO_LONG)])
