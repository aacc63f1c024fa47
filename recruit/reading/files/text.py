"""Plain text: its encoding, its lines, and the headings that rules underline."""

from __future__ import annotations

import re

from recruit.reading.document import Document, Rejected
from recruit.reading.files.flow import Paragraph, Run, assemble

_RULE = re.compile(r"^\s*(?:[=_*~#─━═‾¯•·.]{3,}|-{3,}|–{3,}|—{2,}|(?:[=\-_*~] ){3,}[=\-_*~]?)\s*$")
_FRAMED = re.compile(r"^\s*([=\-_*~#─━═]{2,})\s*(?P<words>[^=\-_*~#─━═].{0,60}?)\s*(?:[=\-_*~#─━═]{2,})\s*$")
_MARKDOWN = re.compile(r"^#{1,6}\s+(?P<words>.{1,80}?)\s*#*$")
_WORD = re.compile(r"[^\W\d_]")


def decode(data: bytes) -> str:
    """The text of the bytes: UTF-8, UTF-16 (with or without mark), else Windows-1252 or what it leaves undefined."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return data.decode("utf-32", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    half = len(data) // 2
    if half and data[1::2].count(0) > 0.6 * half:
        return data.decode("utf-16-le", "replace")
    if half and data[0::2].count(0) > 0.6 * half:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # A file cut inside a character, or with a stray byte, is still UTF-8 when most of its long sequences are sound.
    lenient = data.decode("utf-8", "replace")
    if 20 * lenient.count("\ufffd") < sum(1 for c in lenient if "\u0080" <= c != "\ufffd"):
        return lenient
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def read_text(data: bytes) -> Document:
    """The lines of a text file. Rules are left out; what they underline or frame is a heading.

    Raises `Rejected("damaged")` when the bytes are no text.
    """
    text = decode(data)
    if "\0" in text:
        raise Rejected("damaged", "The file is damaged: it is no plain text.")
    return assemble(text_blocks(text), "txt")


def text_blocks(text: str) -> list[Paragraph]:
    """One paragraph a line, empty ones too; used for every format that gives nothing but text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    blocks: list[Paragraph] = []
    for index, line in enumerate(lines):
        if _RULE.match(line):
            # A rule right below a short line underlines it; a rule above and below frames it.
            if index and blocks and lines[index - 1].strip() and _may_be_heading(lines[index - 1]):
                blocks[-1].heading = True
            continue
        framed = _FRAMED.match(line) or _MARKDOWN.match(line)
        if framed and _WORD.search(framed["words"]):
            blocks.append(Paragraph([Run(framed["words"])], heading=True))
        else:
            blocks.append(Paragraph([Run(line)]))
    return blocks


def _may_be_heading(line: str) -> bool:
    return len(line.strip()) <= 60 and bool(_WORD.search(line)) and not line.rstrip().endswith((".", ",", ";"))
