"""The forms about the company, and what the operations refuse, in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from recruit.config import LANGUAGES
from recruit.hiring.operations.companies import LENGTHS, MOST_ABOUT, CompanyDetails
from recruit.hiring.operations.errors import Invalid
from recruit.web.countries import countries
from recruit.web.formats import number

FAULTS: dict[tuple[str, str], LazyString] = {
    ("website", "not_an_address"): _l("This is no web address. Write it like https://www.example.com."),
    ("country", "unknown"): _l("Choose a country from the list."),
    ("", "not_a_colour"): _l("Write the colour as six digits after a #, like #1a5f3c."),
    ("", "too_faint"): _l(
        "Text in this colour could not be read: its contrast is %(contrast)s to 1, and 4.5 is needed. "
        "The nearest that can be read is %(nearest)s."
    ),
    ("embed_origins", "not_a_site"): _l(
        "“%(given)s” is no site. Write only its beginning, like https://www.example.com, one a line."
    ),
    ("embed_origins", "too_many"): _l("At most %(most)s sites."),
    ("logo", "empty"): _l("Choose a picture."),
    ("logo", "too_large"): _l("This picture is too large. Save it smaller than %(most)s MB, about 600 pixels wide."),
    ("logo", "not_a_picture"): _l(
        "This is no picture that we can draw. Save the logo as PNG, JPEG or WebP; drawings (SVG) are not taken."
    ),
    ("logo", "too_small"): _l("This picture is too flat to be seen: it needs a height of %(least)s pixels at least."),
    ("", "too_long"): _l("This is too long: at most %(most)s characters."),
}


def company_fault(invalid: Invalid) -> str:
    """The words for a fault."""
    words = FAULTS.get((invalid.field, invalid.code)) or FAULTS.get(("", invalid.code))
    if words is None:
        words = _l("This value can’t be accepted. Check it and send it again.")
    text = str(words)
    values = {name: number(value, 1) if isinstance(value, float) else value for name, value in invalid.values.items()}
    return text % values if "%(" in text else text


class CompanyForm(FlaskForm):
    """What is said about the company. Everything may be empty; the operation checks it."""

    name = StringField(_l("Name"), [Length(max=LENGTHS["name"])])
    website = StringField(_l("Website"), [Length(max=LENGTHS["website"])])
    street = StringField(_l("Street and number"), [Length(max=LENGTHS["street"])])
    postcode = StringField(_l("Postcode"), [Length(max=LENGTHS["postcode"])])
    locality = StringField(_l("Town"), [Length(max=LENGTHS["locality"])])
    region = StringField(_l("Province or region"), [Length(max=LENGTHS["region"])])
    country = SelectField(_l("Country"), default="")
    about_ca = TextAreaField(_l("About the company, in Catalan"), [Length(max=MOST_ABOUT)])
    about_es = TextAreaField(_l("About the company, in Spanish"), [Length(max=MOST_ABOUT)])
    about_en = TextAreaField(_l("About the company, in English"), [Length(max=MOST_ABOUT)])
    accent_light = StringField(_l("Colour on light pages"), [Length(max=7)])
    accent_dark = StringField(_l("Colour on dark pages"), [Length(max=7)])
    embed_origins = TextAreaField(_l("Sites that may show the list"), [Length(max=2000)])

    def offer(self) -> None:
        """Fill the choice of countries."""
        self.country.choices = [SelectChoice("", _l("not said")), *(SelectChoice(*known) for known in countries())]

    def details(self) -> CompanyDetails:
        """What was typed, as the operation takes it."""
        names = (*LENGTHS, "country", "accent_light", "accent_dark")
        return CompanyDetails(
            **{name: self[name].data or "" for name in names},
            about={code: self[f"about_{code}"].data or "" for code in LANGUAGES},
            embed_origins=tuple((self.embed_origins.data or "").split()),
        )

    def refuse(self, invalid: Invalid) -> None:
        """Put what the operation refused beside its field."""
        self[invalid.field].errors = [company_fault(invalid)]


class LogoForm(FlaskForm):
    """A picture to be the logo."""

    logo = FileField(_l("Picture"))
