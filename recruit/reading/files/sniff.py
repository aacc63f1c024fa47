"""What kind of document some bytes are, by what is in them; the name only helps to say what is odd."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from recruit.reading.document import Rejected

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 2_000
#: What all members of a zip may unpack to, and one XML part alone.
MAX_UNPACKED = 150 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTENSIONS = {
    "pdf": {"pdf"},
    "docx": {"docx", "docm", "dotx"},
    "odt": {"odt", "ott", "fodt"},
    "rtf": {"rtf"},
    "doc": {"doc", "dot"},
    "txt": {"txt", "text", "md", "asc"},
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is pdf, docx, odt, rtf, doc or txt; `notes` say what is odd about the file itself."""

    name: str
    notes: tuple[str, ...] = ()


def sniff(data: bytes, filename: str) -> Kind:
    """The kind of `data`. Raises `Rejected`: empty, too_large, unknown_kind, encrypted, damaged, bomb."""
    if len(data) > MAX_BYTES:
        raise Rejected("too_large", f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Rejected("empty", "The file is empty.")
    name, notes = _kind(data)
    extension = PurePath(filename).suffix.lstrip(".").lower()
    if extension and extension not in _EXTENSIONS[name]:
        notes = (*notes, "wrong_extension")
    return Kind(name, notes)


def _kind(data: bytes) -> tuple[str, tuple[str, ...]]:
    # A PDF may begin with some stray bytes; readers look for the mark in the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return "pdf", ()
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf", ()
    if _looks_like_text(data):
        return "txt", ()
    raise Rejected("unknown_kind", "The file is none of PDF, DOCX, ODT, RTF, DOC and TXT.")


def _zip_kind(data: bytes) -> tuple[str, tuple[str, ...]]:
    with open_zip(data) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names or any(n.startswith("word/document") and n.endswith(".xml") for n in names):
            return "docx", ("macros",) if "word/vbaProject.bin" in names else ()
        if "content.xml" in names and "mimetype" in names:
            mimetype = read_part(archive, "mimetype")[:100].decode("ascii", "replace")
            if "opendocument.text" in mimetype:
                if b"manifest:encryption-data" in read_part(archive, "META-INF/manifest.xml", missing_ok=True):
                    raise Rejected("encrypted", "The document is protected with a password.")
                return "odt", ("macros",) if any(n.startswith("Basic/") for n in names) else ()
    raise Rejected("unknown_kind", "The file is none of PDF, DOCX, ODT, RTF, DOC and TXT.")


def _ole_kind(data: bytes) -> tuple[str, tuple[str, ...]]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Rejected("encrypted", "The document is protected with a password.")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc", ("macros",) if "_VBA_PROJECT".encode("utf-16-le") in data else ()
    raise Rejected("unknown_kind", "The file is none of PDF, DOCX, ODT, RTF, DOC and TXT.")


def _looks_like_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:65536]
    zeros = sample.count(0)
    if zeros:
        # UTF-16 without a mark: every second byte of Latin text is zero, always on the same side.
        half = len(sample) // 2
        return half > 8 and (sample[0::2].count(0) > 0.8 * half or sample[1::2].count(0) > 0.8 * half)
    control = sum(sample.count(bytes([code])) for code in (*range(1, 8), *range(14, 27), 28, 29, 30, 31, 127))
    return control <= len(sample) // 200


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory says that it unpacks to a sane size.

    Raises `Rejected`: damaged, bomb, encrypted.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise Rejected("bomb", "The file unpacks to far more than a CV needs.")
    if any(m.flag_bits & 1 for m in members):
        raise Rejected("encrypted", "The document is protected with a password.")
    return archive


def read_part(archive: zipfile.ZipFile, name: str, *, missing_ok: bool = False) -> bytes:
    """One member of a document, empty when `missing_ok` and absent. Raises `Rejected`: damaged, bomb.

    What is read is counted, for the directory of a zip may lie about sizes.
    """
    try:
        with archive.open(name) as member:
            data = member.read(MAX_PART + 1)
    except KeyError as error:
        if missing_ok:
            return b""
        raise Rejected("damaged", "The file is damaged: a part of it is missing.") from error
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    except Exception as error:  # zlib.error and the like: each codec has its own
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    if len(data) > MAX_PART:
        raise Rejected("bomb", "The file unpacks to far more than a CV needs.")
    return data
