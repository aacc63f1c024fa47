"""CVs as RTF and as plain text."""

from __future__ import annotations

from recruit.sample.person import Cv


def make_txt(cv: Cv) -> bytes:
    """UTF-8 with dashes for bullets, as typed in a notepad."""
    lines = [cv.name, cv.headline, *cv.contact]
    for section in cv.main:
        lines += ["", section.title, "-" * len(section.title)]
        if section.text:
            lines.append(section.text)
        for entry in section.entries:
            lines += [f"{entry.dates}  {entry.what}, {entry.where}", *(f"  - {line}" for line in entry.lines)]
        lines += [f"- {item}" for item in section.list]
    return ("\r\n".join(lines) + "\r\n").encode()


def make_rtf(cv: Cv) -> bytes:
    """RTF in Windows' western code page, other letters as Unicode escapes."""
    body = [rf"{{\b\fs36 {_escape(cv.name)}}}\par", _line(cv.headline), _line(" - ".join(cv.contact))]
    for section in cv.main:
        body.append(rf"\par{{\b\fs26 {_escape(section.title)}}}\par")
        if section.text:
            body.append(_line(section.text))
        for entry in section.entries:
            body.append(rf"{{\b {_escape(entry.what)}}}\tab {_escape(entry.dates)}\par")
            body.append(rf"{{\i {_escape(entry.where)}}}\par")
            body += [rf"\bullet  {_escape(line)}\par" for line in entry.lines]
        body += [rf"\bullet  {_escape(item)}\par" for item in section.list]
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}\f0\fs22" + "\n"
    return (head + "\n".join(body) + "\n}").encode("ascii")


def _line(words: str) -> str:
    return _escape(words) + r"\par"


def _escape(words: str) -> str:
    out = []
    for letter in words:
        if letter in "\\{}":
            out.append("\\" + letter)
        elif ord(letter) < 128:
            out.append(letter)
        else:
            try:
                out.append(f"\\'{letter.encode('cp1252')[0]:02x}")
            except UnicodeEncodeError:
                out.append(f"\\u{ord(letter)}?")
    return "".join(out)
