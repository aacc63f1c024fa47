"""The hiring manager's view of a candidate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

#: as much as is kept
MOST_COMMENT = 1000


class VerdictForm(FlaskForm):
    """`up` is 1 (in favour) or 0 (against): the value of the button that was pressed."""

    up = StringField(validators=[InputRequired(), AnyOf(["1", "0"])])
    comment = TextAreaField(
        _l("Comment"),
        [Length(max=MOST_COMMENT, message=_l("The comment is too long: at most 1,000 characters."))],
    )
