"""Contact: the candidate's name, first e-mail and first phone, as written.

Referees' data are left out. A phone must be a possible number of the country
that its prefix or the CV's language suggests; its value stays as written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from statistics import median

import phonenumbers

from recruit.facts import Contact, ContactItem, Evidence
from recruit.reading import lexicon
from recruit.reading.document import Document
from recruit.reading.folding import folded
from recruit.reading.sections import Outline, heading_kind

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w-])"
)
#: what recognisers of pictures make of an @ between small letters
_SCANNED_EMAIL = re.compile(r"(?<![\w.+-])([a-z0-9][a-z0-9._+-]*) ?[Q©®€] ?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w-])")
_PHONE = re.compile(r"(?<![\w@/.,+-])(?:\+|\(\+?|00)?\(?\d(?:[\d \u00a0().\u2010-\u2015/-]{5,24})\d(?![\w@%€$]|[.,]\d)")
#: between two numbers, not within one
_BETWEEN = re.compile(r" / |  +| [-–—] |—|\n")
_YEARS = re.compile(r"(?:19|20)\d\d")
#: countries tried for a number without prefix
_REGIONS = {"ca": ("ES", "AD", "FR"), "es": ("ES", "MX", "AR", "CO", "PE", "CL", "US"),
            "en": ("GB", "US", "IE", "IN", "ES", "AU", "ZA", "NG", "PH", "SG")}  # fmt: skip
_PARTICLES = {"i", "y", "de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "la", "las", "los", "el",
              "bin", "binti", "al", "ter", "le", "san", "o", "e", "d", "af", "av"}  # fmt: skip
#: surnames and given names that are words of headings and titles as well: *Más*, *Carrera*, *Escola*
_SURNAMES = {"mas", "carrera", "carreras", "escola", "escolar", "camino", "cami", "pega", "curro", "paper", "hunter",
             "farmer", "groom", "valet", "marshal", "porter", "runner", "pastor", "mariner", "marinero", "pescador",
             "pages", "page",
             "viajes", "casa", "casas", "torres", "ferrer", "fuster", "sastre", "barber", "marin"}  # fmt: skip
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’ʼ·-][^\W\d_]+)*[.'’ʼ·-]?(?:ª|º)?\.?")
_SUFFIX = re.compile(
    r"\s*(?:[,|·•–—]|\s-\s|\(|\s{3,}|\t).*$|\s+(?:MBA|PhD|MSc|BSc|CPA|PMP|BA|MA)\b.*$", re.S
)  # fmt: skip
#: "Currículum de Ana Ruiz", "CV - Ana Ruiz"
_TITLE = re.compile(
    r"(?:c[uú]r+[ií]c[uú]l+[uo]?[mn]?(?:\s+v[ií]tae?)?|c\.?\s?v\.?|r[eé]sum[eé]|hoja\s+de\s+vida|full\s+de\s+vida)"
    r"(?:\s*[:|–—-]\s*|\s+(?:de|del|of|for|d')\s*(?:la\s+|el\s+|en\s+|na\s+)?|\s*\bd['’]\s*(?:en\s+)?)",
    re.I,
)
#: how far down the name may stand
NAME_LINES = 12


def read_contact(document: Document, outline: Outline) -> Contact:
    """Name, first e-mail and first phone of the candidate; None for what isn't there."""
    email = _email(document, outline)
    phone = _phone(document, outline)
    return Contact(_name(document, outline, email, phone is not None), email, phone)


def _item(document: Document, start: int, end: int) -> ContactItem:
    quote = document.text[start:end]
    return ContactItem(
        " ".join(quote.split()) if "\n" in quote else quote, Evidence(start, end, quote, document.page_at(start))
    )


def _referees(document: Document, outline: Outline) -> list[tuple[int, int]]:
    """The parts of the text that speak of referees."""
    lines = document.lines
    found = []
    for section in outline.sections:
        if section.kind == "references" and section.begins >= 0:
            last = max(section.last, section.begins)
            found.append((lines[section.begins].start, lines[last].end))
    for index, line in enumerate(lines):
        text = document.text[line.start : line.end]
        if index > 4 and re.match(r"\W*(?:ref[eèé]r[eèé]n|referees?)", text, re.I):
            found.append((line.start, line.end))
    return found


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in spans)


def _email(document: Document, outline: Outline) -> ContactItem | None:
    referees = _referees(document, outline)
    matches = list(_EMAIL.finditer(document.text))
    own = [m for m in matches if not _inside(m.start(), referees)]
    if own:
        return _item(document, own[0].start(), own[0].end())
    scanned = _SCANNED_EMAIL.finditer(document.text) if document.kind == "scan" else ()
    for match in scanned:
        if not _inside(match.start(), referees):
            return replace(_item(document, match.start(), match.end()), value=f"{match[1]}@{match[2]}")
    return None


def _phone(document: Document, outline: Outline) -> ContactItem | None:
    referees = _referees(document, outline)
    for match in _PHONE.finditer(document.text):
        if _inside(match.start(), referees):
            continue
        text, start = _trimmed(match)
        if text and _is_phone(text, document, start, outline.language):
            return _item(document, start, start + len(text))
    return None


def _trimmed(match: re.Match[str]) -> tuple[str, int]:
    """The number without what hangs on it: unclosed brackets, a second number, a line break."""
    text, start = match.group(), match.start()
    place = 0
    for part in _BETWEEN.split(text):
        if sum(c.isdigit() for c in part) >= 7:
            start += text.index(part, place)
            text = part
            break
        place += len(part)
    head, found, _ = text.partition("/")
    if found and sum(c.isdigit() for c in head) >= 9:
        text = head
    text = text.rstrip(" .-–—/(")
    if text.count("(") < text.count(")"):
        text = text[: text.rfind(")")].rstrip()
    if text.startswith("(") and ")" not in text:
        text, start = text[1:], start + 1
    return text, start


def _is_phone(text: str, document: Document, start: int, language: str) -> bool:
    digits = re.sub(r"\D", "", text)
    line = document.line_at(start)
    before = document.text[line.start if line else 0 : start]
    if not 7 <= len(digits) <= 15:
        return False
    parts = [part for part in re.split(r"[|·•\t]|\s{2,}|\s[-–—]\s", before) if part]
    own_field = parts[-1] if parts else ""
    if not before.endswith(("|", "·", "•", "\t", " ")) or re.search(r"[|·•]\s*$|\s[-–—]\s$", before):
        own_field = re.split(r"[|·•\t]|\s{2,}|\s[-–—]\s", before)[-1]
    around = {m.entry.get("kind") for m in _labels().find(folded(own_field[-25:]))}
    labelled = "phone-label" in around
    if "not-phone" in around and not labelled:
        return False
    if re.search(r"[€$£]\s*$", before) or re.match(
        r"\s*(?:€|\$|£|%|eur|usd)", document.text[start + len(text) :], re.I
    ):
        return False
    if _dates(text):
        return False
    international = text.lstrip("(").startswith(("+", "00"))
    if len(digits) < 9 and not labelled and not (international or (len(digits) == 8 and " " in text)):
        return False
    everywhere = (*_REGIONS[language], *(region for listed in _REGIONS.values() for region in listed))
    regions: tuple[str | None, ...] = (None,) if international else everywhere
    prefixed = re.sub(r"^\(?00", "+", text.strip()) if text.lstrip("(").startswith("00") else text
    for region in regions:
        if _possible(prefixed, region):
            return True
    if not international and len(digits) >= 11 and _possible("+" + digits, None):
        return True
    return labelled


def _possible(text: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text.replace("(0)", ""), region))
    except phonenumbers.NumberParseException:
        return False


def _dates(text: str) -> bool:
    """Dates and ranges that look like numbers: 2012 - 2016, 15/08/2023, 03.2015-12.2018."""
    if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*", text):
        return True
    if re.fullmatch(r"(?:0?[1-9]|1[0-2])/\d\d\s*[\u2010-\u2015-]\s*(?:0?[1-9]|1[0-2])/\d\d", text):
        return True  # 03/15 - 02/19
    years = _YEARS.findall(text)
    parts = re.split(r"[\s./()\u2010-\u2015-]+", text.strip("()+ "))
    if len(years) >= 2 and all(_YEARS.fullmatch(p) or len(p) <= 2 for p in parts):
        return True
    return len(parts) >= 2 and all(_YEARS.fullmatch(part) or (len(part) <= 2) for part in parts) and bool(years)


@lru_cache(maxsize=1)
def _labels() -> lexicon.Phrases:
    return lexicon.phrases("contact")


# --- name ---------------------------------------------------------------------
def _name(document: Document, outline: Outline, email: ContactItem | None, phone: bool) -> ContactItem | None:
    """The line among the first ones (or under the contact heading) that looks like a person's name."""
    labelled = _labelled_name(document)
    if labelled:
        return labelled
    candidates: list[tuple[float, int, int]] = []
    box = _email_words(email)
    sizes = [line.size for line in document.lines if line.size]
    largest = max(sizes, default=0.0)
    body = median(sizes) if sizes else 0.0
    contact = {i for s in outline.sections if s.kind == "contact" and s.title for i in range(s.first, s.last + 1)}
    heading = min((s.begins for s in outline.sections if s.title), default=len(document.lines))
    reachable = email is not None or phone
    unknown = {s.begins for s in outline.sections if s.title and s.kind == "other"}
    for index in _name_lines(document, outline):
        line = document.lines[index]
        span = _as_name(document, line.start, line.end)
        if span is None:
            continue
        large = largest > body * 1.15 and line.size >= largest * 0.98
        span = _with_next_line(document, index, span, large)
        words = [
            w for w in re.findall(r"[^\W\d_]+", folded(document.text[span[0] : span[1]]).text) if w not in _PARTICLES
        ]
        hits = sum(1 for w in words if len(w) > 1 and any(w in part or (len(part) > 3 and part in w) for part in box))
        if not hits and not large and (index > heading or index > 5) and index not in contact:
            continue
        if not hits and index in unknown:
            continue  # a heading of its own making; a name looks like one too, and the e-mail tells which
        if index >= NAME_LINES and not large and index not in contact and line.region == "body" and hits < 2:
            continue  # so far down only a name that the e-mail repeats
        if not hits and not reachable and (heading < 2 or len(words) < 2):
            continue  # an anonymous CV begins with a job title
        score = 3.0 - 0.25 * min(index, 12) + 2.0 * min(hits, 2) + (2.0 if large else 0.0)
        if len(words) == 1:
            score -= 1.5
        if line.bullet:
            score -= 3.0
        candidates.append((score, *span))
    if not candidates:
        return None
    score, start, end = max(candidates, key=lambda item: (item[0], -item[1]))
    return _item(document, start, end) if score >= 1.5 else None


def _with_next_line(document: Document, index: int, span: tuple[int, int], large: bool) -> tuple[int, int]:
    """A name that wraps in a narrow column: the next line in the same large letters goes on with it."""
    if not large or index + 1 >= len(document.lines):
        return span
    line, after = document.lines[index], document.lines[index + 1]
    if abs(after.size - line.size) > 0.2 or after.bold != line.bold or after.region != line.region:
        return span
    more = _as_name(document, after.start, after.end)
    if more is None or span[1] < line.end - 1:
        return span
    words = document.text[span[0] : span[1]].split() + document.text[more[0] : more[1]].split()
    return _with_next_line(document, index + 1, (span[0], more[1]), large) if len(words) <= 6 else span


def _email_words(email: ContactItem | None) -> list[str]:
    if email is None:
        return []
    local = folded(email.value.partition("@")[0]).text
    return [part for part in re.split(r"[^a-z]+", local) if len(part) >= 2]


def _name_lines(document: Document, outline: Outline) -> list[int]:
    indices = list(range(min(NAME_LINES, len(document.lines))))
    sizes = [line.size for line in document.lines if line.size]
    if sizes and max(sizes) > median(sizes) * 1.15:
        # a sidebar may come first in the file: the name is in the largest letters of the first page
        indices += [i for i, line in enumerate(document.lines) if line.page == 1 and line.size >= max(sizes) * 0.98]
    elif not sizes:
        indices += range(NAME_LINES, min(60, len(document.lines)))
    for section in outline.sections:
        if section.kind == "contact":
            indices += range(section.first, min(section.last, section.first + 4) + 1)
    top = [
        i for i, line in enumerate(document.lines) if line.region in ("header", "sidebar", "textbox") and line.page == 1
    ]
    titles = {s.begins for s in outline.sections if s.title and s.kind != "other"}
    return sorted({i for i in [*indices, *top[:10]] if 0 <= i < len(document.lines)} - titles)


def _labelled_name(document: Document) -> ContactItem | None:
    """`Nombre: Ana Ruiz`, the cell beside *Cognoms / Nom*, or `me llamo Ana Ruiz` in a sentence."""
    surname: tuple[int, int] | None = None
    given: tuple[int, int] | None = None
    for index, line in enumerate(document.lines[:40]):
        text = document.text[line.start : line.end]
        body = folded(text)
        for match in lexicon.phrases("contact").find(body):
            kind = match.entry.get("kind")
            if kind not in ("name-label", "surname-label") or match.start > 4:
                continue
            value = _label_value(document, index, body.span(match.start, match.end)[1])
            span = _as_name(document, *value) if value else None
            if value is None or span is None:
                continue
            turned = (
                _turned(document, *value)
                if "cognom" in body.text or "name" in body.text or "apell" in body.text
                else None
            )
            if turned:
                return turned
            if kind == "surname-label":
                surname = span
            else:
                given = given or span
        if given and surname:
            break
    if given and surname and surname != given and len(document.text[given[0] : given[1]].split()) <= 3:
        low, high = min(given[0], surname[0]), max(given[1], surname[1])
        if high - low < 160 and document.text[surname[0] : surname[1]] not in document.text[given[0] : given[1]]:
            whole = f"{document.text[given[0] : given[1]]} {document.text[surname[0] : surname[1]]}"
            return ContactItem(whole, Evidence(low, high, document.text[low:high], document.page_at(low)))
    return _item(document, *given) if given else _introduced(document)


def _turned(document: Document, start: int, end: int) -> ContactItem | None:
    """`Roca Mir, Joan` under *Cognoms, nom*: Joan Roca Mir."""
    match = re.fullmatch(r"\s*([^,]{2,40}),\s*([^,]{2,25})\s*", document.text[start:end])
    if match is None or len(match[2].split()) > 2:
        return None
    if not all(_as_name(document, start + match.start(part), start + match.end(part)) for part in (1, 2)):
        return None
    low, high = start + match.start(1), start + match.end(2)
    quote = document.text[low:high].rstrip()
    return ContactItem(
        f"{match[2].strip()} {match[1].strip()}", Evidence(low, low + len(quote), quote, document.page_at(low))
    )


def _label_value(document: Document, index: int, offset: int) -> tuple[int, int] | None:
    """What a label that ends at `offset` of a line labels: behind a mark, in the next field, cell or line."""
    line, lines = document.lines[index], document.lines
    rest = document.text[line.start + offset : line.end]
    mark = re.match(r"\s*[:.]\s*|\s{2,}|\s*[|│]\s*|\t", rest)
    if mark and rest[mark.end() :].strip():
        return line.start + offset + mark.end(), line.end
    if rest.strip(" :.|"):
        return None
    for other in lines:
        if line.cell and other.cell and line.cell[:2] == other.cell[:2] and other.cell[2] == line.cell[2] + 1:
            return other.start, other.end
        if line.box and other.box and other.page == line.page and not line.cell:
            middle = (line.box.y0 + line.box.y1) / 2
            if other.box.x0 >= line.box.x1 - 1 and other.box.y0 <= middle <= other.box.y1:
                return other.start, other.end
    if index + 1 < len(lines) and ":" in rest:
        return lines[index + 1].start, lines[index + 1].end
    return None


def _introduced(document: Document) -> ContactItem | None:
    """The name in a sentence: "Hola, em dic Núria Pons i …"; in small letters where the whole text is."""
    small = sum(map(str.isupper, document.text)) * 100 < len(document.text)
    for line in document.lines[:40]:
        body = folded(document.text[line.start : line.end])
        for match in lexicon.phrases("contact", "kind", "introduction").find(body):
            start = line.start + body.span(match.start, match.end)[1]
            rest = document.text[start : line.end]
            words = re.match(r"\s*:?\s*((?:[^\W\d_]+(?:[-'’·][^\W\d_]+)*[ ]?){1,6})", rest)
            if words is None:
                continue
            kept: list[str] = []
            for word in words[1].split():
                particle = word.lower() in _PARTICLES - {"i", "y", "e", "o", "el"}
                joins = word == "i" and kept and kept[-1][:1].isupper()
                if not (word[:1].isupper() or particle or joins or (small and word not in ("i", "y", "e", "and"))):
                    break
                kept.append(word)
            while kept and (kept[-1].lower() in _PARTICLES):
                kept.pop()
            if not kept or not (small or kept[0][:1].isupper()) or (small and len(kept) > 4):
                continue
            low = start + rest.index(kept[0])
            high = low + len(re.match(r"\s+".join(map(re.escape, kept)), document.text[low : line.end]).group())  # type: ignore[union-attr]
            if len(kept) > 1 and not _other_words(document.text[low:high]):
                return _item(document, low, high)
    return None


def _as_name(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """The name within `text[start:end]`, without titles and what follows; None where it is none."""
    text = document.text[start:end]
    bare = text.strip()
    if not bare or "@" in bare[:4] or "http" in bare or "www." in bare:
        return None
    begin = start + text.index(bare[0])
    title = _TITLE.match(bare)
    if title and title.end() < len(bare):
        begin += title.end()
        bare = bare[title.end() :]
    cut = _SUFFIX.sub("", bare)
    stop = begin + len(cut)
    honorific = re.match(
        r"(?:(?:sr|sra|srta|dr|dra|mr|mrs|ms|miss|prof|profa|d|dña|don|doña|ing|lic|licdo|licda|lcdo|lcda|ldo|lda|arq|abg|"
        r"abog|econ|engr|eng|arch|atty|mtro|mtra|mg|mgtr|psic|tec|tco|adm|rev|c\.p|q\.f)\.[ *]*|"
        r"(?:don|doña|mr|mrs|ms|dr|engr|atty)\s+)+",
        cut,
        re.I,
    )
    if honorific:
        begin += honorific.end()
    value = document.text[begin:stop].rstrip(" .,;:")
    words = value.split()
    if not 1 <= len(words) <= 7 or len(value) > 60 or re.search(r"[\d@/:&+%=_<>\"“”!?]", value):
        return None
    solid = [w for w in words if folded(w).text.strip(".'-") not in _PARTICLES]
    if not re.search(r"[^\W\d_]{2}", value):
        return None  # "C.C." is a document's number
    if not solid or not all(_NAME_WORD.fullmatch(w) for w in words):
        return None
    if not all(re.sub(r"^[dl]['’]", "", w)[:1].isupper() for w in solid):
        return None
    if len(solid) == 1 and (len(words) == 1 and not value.isupper() and not value.istitle()):
        return None
    body = folded(value)
    if any(m for m in lexicon.phrases("contact", "kind", "not-name").find(body)):
        return None
    if any(
        m
        for m in lexicon.phrases("contact", "kind", "address").find(body)
        if m.start == 0 and len(solid) > 1 and m.end > 1
    ):
        return None
    if _other_words(value):
        return None
    return begin, begin + len(value)


def _other_words(value: str) -> bool:
    """Whether the words are a job title or a heading and not a name."""
    if heading_kind(value):
        return True
    body = folded(value)
    vocabulary = _vocabulary()
    hits = sum(token.word in vocabulary for token in body.tokens)
    return hits * 2 >= len(body.tokens)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """The words of headings and job titles."""
    words: set[str] = set()
    for name in ("sections", "titles"):
        for entry in lexicon.load(name):
            for phrases in entry.words.values():
                words.update(
                    word
                    for phrase in phrases
                    for form in lexicon.expand(phrase)
                    for word in form
                    if len(word) > 2 and word != "mas"
                )
    return frozenset(words - _PARTICLES - _SURNAMES)
