"""Tables as files for a spreadsheet: CSV line by line, XLSX in constant memory; no cell is ever a formula.

A spreadsheet takes a text that begins with = + - @ for a formula, and runs
it. In CSV such a text gets an apostrophe in front; in XLSX, which knows text
from formulas, the cell is text and is marked so that it stays one.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

import xlsxwriter
from flask_babel import get_locale

Cell = str | int | float | date | None

#: what a spreadsheet takes for the beginning of a formula, its fullwidth twins, and what it skips to find one
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: a sheet's width of a column, in letters
NARROWEST, WIDEST = 8, 60


def is_dangerous(text: str) -> bool:
    return text.lstrip(" \N{NO-BREAK SPACE}").startswith(DANGEROUS) or text.startswith(DANGEROUS)


def safe(text: str) -> str:
    """The text as a cell of CSV that no spreadsheet takes for a formula."""
    return f"'{text}" if is_dangerous(text) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A CSV file in pieces, as spreadsheets of the reader's language open it: with semicolons where commas are decimal.

    It begins with a byte order mark, without which they take the accents for others.
    """
    comma = _decimal_comma()
    place = io.StringIO()
    writer = csv.writer(place, delimiter=";" if comma else ",", lineterminator="\r\n")
    place.write("\N{BYTE ORDER MARK}")
    for row in _with(headings, rows):
        writer.writerow([_written(cell, comma=comma) for cell in row])
        yield place.getvalue().encode()
        place.seek(0)
        place.truncate()


def _with(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield headings
    yield from rows


def _decimal_comma() -> bool:
    locale = get_locale()
    return bool(locale and locale.language in {"ca", "es"})


def _written(cell: Cell, *, comma: bool) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case float():
            return str(cell).replace(".", ",") if comma else str(cell)
        case int():
            return str(cell)
    return safe(str(cell))


def xlsx_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """An XLSX file, open at its beginning; rows are written to disk as they come."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_sheet_name(name))
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"quote_prefix": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, min(max(len(heading) + 2, NARROWEST), WIDEST))
        sheet.write_string(0, column, heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case datetime():
                    sheet.write_datetime(last, column, cell, moment)
                case date():
                    sheet.write_datetime(last, column, cell, day)
                case int() | float():
                    sheet.write_number(last, column, cell)
                case _:
                    said = str(cell)[:32_000]
                    sheet.write_string(last, column, said, text if is_dangerous(said) else None)
    if headings:
        sheet.autofilter(0, 0, last, len(headings) - 1)
    book.close()
    file.seek(0)
    return file


def _sheet_name(name: str) -> str:
    """What a sheet may be called: at most 31 letters, none of a few signs."""
    kept = "".join(letter for letter in name if letter.isprintable() and letter not in "[]:*?/\\'")
    return kept.strip()[:31] or "1"
