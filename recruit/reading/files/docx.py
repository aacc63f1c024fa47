"""DOCX: every paragraph of body, tables, text boxes, content controls, headers, footers and notes.

Element names are those of WordprocessingML (ECMA-376 part 1, chapter 17).
"""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from recruit.reading.document import Document, Rejected
from recruit.reading.files.flow import Block, Paragraph, Run, Table, assemble
from recruit.reading.files.sniff import open_zip, read_part
from recruit.reading.files.xml import attribute, child, is_filled, is_white, local, parse, whole

#: Letters below this size in points are not read by anyone.
TINY = 3.0
_CONTAINERS = {"sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
_SHAPES = {"drawing", "pict", "object"}


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    size: float = 0.0
    vanish: bool = False
    colour: str | None = None
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    look: _Look = _Look()
    heading: bool = False
    bullet: bool = False


def _on(properties: Element | None, name: str, default: bool) -> bool:
    """A toggle property: there and not switched off."""
    found = child(properties, name)
    if found is None:
        return default
    return attribute(found, "val") not in ("0", "false", "off", "none")


def _look(properties: Element | None, base: _Look) -> _Look:
    if properties is None:
        return base
    size = attribute(child(properties, "sz"), "val")
    colour = attribute(child(properties, "color"), "val")
    shading = child(properties, "shd")
    highlight = attribute(child(properties, "highlight"), "val")
    return _Look(
        bold=_on(properties, "b", base.bold),
        size=_half_points(size, base.size),
        vanish=_on(properties, "vanish", base.vanish),
        colour=colour or base.colour,
        shaded=base.shaded or _shaded(shading) or highlight not in (None, "none", "white"),
    )


def _half_points(value: str | None, default: float) -> float:
    try:
        points = float(value) / 2 if value else default
    except ValueError:
        return default
    return points if math.isfinite(points) else default


def _shaded(shading: Element | None) -> bool:
    if shading is None:
        return False
    return is_filled(attribute(shading, "fill")) or attribute(shading, "val") == "solid"


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.main = self._main_part()
        folder = posixpath.dirname(self.main)
        self.folder = folder
        self.targets = self._targets(posixpath.join(folder, "_rels", posixpath.basename(self.main) + ".rels"))
        self.default = _Look()
        self.styles: dict[str, _Style] = {}
        self.default_style = _Style()
        self._read_styles(posixpath.join(folder, "styles.xml"))
        self.backed = False

    def _main_part(self) -> str:
        for name, target in self._targets("_rels/.rels", by_type=True).items():
            if name.endswith("/officeDocument") and target in self.names:
                return target
        return "word/document.xml"

    def _targets(self, part: str, *, by_type: bool = False) -> dict[str, str]:
        """Relationship id (or type) -> name of the part it points at."""
        data = read_part(self.archive, part, missing_ok=True)
        found: dict[str, str] = {}
        base = posixpath.dirname(posixpath.dirname(part))
        for relation in parse(data) if data else ():
            if attribute(relation, "TargetMode") == "External":
                continue
            target = attribute(relation, "Target") or ""
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            found[attribute(relation, "Type" if by_type else "Id") or ""] = target
        return found

    def _read_styles(self, part: str) -> None:
        data = read_part(self.archive, part, missing_ok=True)
        if not data:
            return
        root = parse(data)
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self.default = _look(defaults, _Look(size=10.0))
        self.default_style = _Style(self.default)
        raw = {attribute(s, "styleId") or "": s for s in root if local(s) == "style"}
        for name, element in raw.items():
            self.styles[name] = self._style(element, raw, 0)
            if attribute(element, "default") == "1" and attribute(element, "type") == "paragraph":
                self.default_style = self.styles[name]

    def _style(self, element: Element, raw: dict[str, Element], depth: int) -> _Style:
        parent = raw.get(attribute(child(element, "basedOn"), "val") or "")
        base = self._style(parent, raw, depth + 1) if parent is not None and depth < 20 else _Style(self.default)
        name = (attribute(child(element, "name"), "val") or "").lower()
        properties = child(element, "pPr")
        outline = attribute(child(properties, "outlineLvl"), "val")
        heading = base.heading or name.startswith(("heading", "título", "títol", "titulo")) or name == "title"
        if outline is not None:
            heading = 0 <= whole(outline, 9) < 9
        bullet = base.bullet or child(properties, "numPr") is not None or name.startswith("list ")
        return _Style(_look(child(element, "rPr"), base.look), heading, bullet)

    # --- blocks

    def document(self) -> list[Block]:
        data = read_part(self.archive, self.main)
        root = parse(data)
        body = child(root, "body")
        if body is None:
            raise Rejected("damaged", "The file is damaged: it has no text part.")
        self.backed = is_filled(attribute(child(root, "background"), "color")) or _has_filled_shape(root)
        blocks = list(self._region("header", body))
        blocks += self.blocks(body, "body", False)
        blocks += self._notes("footnotes.xml", "footnote")
        blocks += self._notes("endnotes.xml", "endnote")
        blocks += self._diagrams()
        blocks += self._region("footer", body)
        return blocks

    def _region(self, kind: str, body: Element) -> Iterator[Block]:
        """The headers or footers that the sections use; the same one for first and other pages comes once."""
        seen: set[str] = set()
        for section in body.iter():
            if local(section) != f"{kind}Reference":
                continue
            part = self.targets.get(attribute(section, "id") or "", "")
            if part not in self.names or part in seen:
                continue
            seen.add(part)
            root = parse(read_part(self.archive, part))
            blocks = self.blocks(root, kind, False)
            text = " ".join(_texts(blocks))
            if text.strip() and text not in seen:
                seen.add(text)
                yield from blocks

    def _notes(self, part: str, kind: str) -> list[Block]:
        data = read_part(self.archive, posixpath.join(self.folder, part), missing_ok=True)
        blocks: list[Block] = []
        for note in parse(data) if data else ():
            if local(note) == kind and attribute(note, "type") in (None, "normal"):
                blocks += self.blocks(note, "body", False)
        return blocks

    def _diagrams(self) -> list[Block]:
        blocks: list[Block] = []
        for name in sorted(n for n in self.names if n.startswith(posixpath.join(self.folder, "diagrams/data"))):
            for paragraph in parse(read_part(self.archive, name)).iter():
                if local(paragraph) == "p":
                    text = "".join(t.text or "" for t in paragraph.iter() if local(t) == "t")
                    if text.strip():
                        blocks.append(Paragraph([Run(text)], region="textbox"))
        return blocks

    def blocks(self, parent: Element, region: str, shaded: bool) -> list[Block]:
        found: list[Block] = []
        for element in parent:
            name = local(element)
            if name == "p":
                found += self.paragraph(element, region, shaded)
            elif name == "tbl":
                found.append(self.table(element, region, shaded))
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    found += self.blocks(content, region, shaded)
            elif name in ("customXml", "ins", "moveTo"):
                found += self.blocks(element, region, shaded)
            elif name == "AlternateContent":
                found += self.blocks(_alternative(element), region, shaded)
        return found

    def table(self, element: Element, region: str, shaded: bool) -> Table:
        style = attribute(child(child(element, "tblPr"), "tblStyle"), "val")
        # A table style may colour cells; only its full cascade would tell which.
        shaded = shaded or style not in (None, "TableGrid", "TableNormal", "Tablaconcuadrcula", "Taulaambquadrcula")
        table = Table()
        rows = [e for e in _through(element, {"sdt", "sdtContent", "customXml", "ins"}) if local(e) == "tr"]
        for row in rows:
            cells: list[list[Block]] = []
            for cell in _through(row, {"sdt", "sdtContent", "customXml", "ins"}):
                if local(cell) != "tc":
                    continue
                properties = child(cell, "tcPr")
                merged = child(properties, "vMerge")
                if merged is not None and attribute(merged, "val") in (None, "continue") and not _has_text(cell):
                    cells.append([])
                    continue
                cells.append(self.blocks(cell, region, shaded or _shaded(child(properties, "shd"))))
            table.rows.append(cells)
        return table

    def paragraph(self, element: Element, region: str, shaded: bool) -> list[Block]:
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "", self.default_style)
        if not self.styles:
            style = _Style(self.default)
        numbering = child(properties, "numPr")
        bullet = style.bullet
        if numbering is not None:
            bullet = attribute(child(numbering, "numId"), "val") != "0"
        outline = attribute(child(properties, "outlineLvl"), "val")
        heading = style.heading or 0 <= whole(outline, 9) < 9
        base = replace(style.look, shaded=shaded or style.look.shaded or _shaded(child(properties, "shd")))
        paragraph = Paragraph(bullet=bullet and not heading, heading=heading, region=region)
        boxes: list[Block] = []
        self._runs(element, base, None, paragraph, boxes)
        paragraph.heading = heading and bool(paragraph.text.strip())
        return [paragraph, *boxes]

    def _runs(self, parent: Element, base: _Look, hidden: str | None, paragraph: Paragraph, boxes: list[Block]) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, base, hidden, paragraph, boxes)
            elif name in ("del", "moveFrom"):
                self._runs(element, base, "deleted", paragraph, boxes)
            elif name == "AlternateContent":
                self._runs(_alternative(element), base, hidden, paragraph, boxes)
            elif name in _CONTAINERS:
                self._runs(element, base, hidden, paragraph, boxes)
            elif name in ("oMath", "oMathPara"):
                paragraph.runs.append(Run("".join(t.text or "" for t in element.iter() if local(t) == "t")))

    def _run(self, run: Element, base: _Look, hidden: str | None, paragraph: Paragraph, boxes: list[Block]) -> None:
        properties = child(run, "rPr")
        character = self.styles.get(attribute(child(properties, "rStyle"), "val") or "")
        if character is not None:
            look = character.look
            base = replace(
                base,
                bold=base.bold or look.bold,
                vanish=base.vanish or look.vanish,
                colour=look.colour if look.colour != self.default.colour and look.colour else base.colour,
                shaded=base.shaded or look.shaded,
            )
        look = _look(properties, base)
        text = self._run_text(run, paragraph, boxes, look)
        if text:
            paragraph.runs.append(Run(text, look.bold, look.size, hidden or self._how_hidden(look)))

    def _run_text(self, run: Element, paragraph: Paragraph, boxes: list[Block], look: _Look) -> str:
        parts: list[str] = []
        for element in run:
            name = local(element)
            if name in ("t", "delText"):
                parts.append(element.text or "")
            elif name in ("tab", "ptab"):
                parts.append("\t")
            elif name in ("br", "cr"):
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name == "sym":
                parts.append(_symbol(element))
            elif name == "AlternateContent":
                self._boxes(_alternative(element), boxes, paragraph.region, look)
            elif name in _SHAPES:
                self._boxes(element, boxes, paragraph.region, look)
        return "".join(parts)

    def _boxes(self, shape: Element, boxes: list[Block], region: str, look: _Look) -> None:
        """The text of the text boxes in a drawing, after the paragraph that they are anchored in."""
        filled = _has_filled_shape(shape, boxed=True)
        for element in _text_boxes(shape):
            where = "textbox" if region == "body" else region
            boxes += self.blocks(element, where, filled or look.shaded)

    def _how_hidden(self, look: _Look) -> str | None:
        if look.vanish:
            return "vanish"
        if 0 < look.size < TINY:
            return "tiny"
        if is_white(look.colour) and not look.shaded and not self.backed:
            return "low_contrast"
        return None


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return chr(code) if 0 < code < 0xFFFF else ""


def _alternative(element: Element) -> Element:
    """One branch of mc:AlternateContent: the first choice with text, else the fallback, never both."""
    branches = [e for e in element if local(e) in ("Choice", "Fallback")]
    for branch in branches:
        if _has_text(branch):
            return branch
    return branches[0] if branches else element


def _has_text(element: Element) -> bool:
    return any(local(e) == "t" and (e.text or "").strip() for e in element.iter())


def _text_boxes(shape: Element) -> Iterator[Element]:
    for element in shape:
        name = local(element)
        if name == "txbxContent":
            yield element
        elif name == "AlternateContent":
            yield from _text_boxes(_alternative(element))
        else:
            yield from _text_boxes(element)


def _has_filled_shape(root: Element, *, boxed: bool = False) -> bool:
    """Whether a shape with a colour of its own lies somewhere in `root`: white text may stand on it.

    Text boxes count for their own text only (`boxed`).
    """
    for element in root.iter():
        name = local(element)
        if name == "wsp" and (boxed or child(element, "txbx") is None):
            fill = child(child(element, "spPr"), "solidFill")
            if fill is not None and any(
                is_filled(attribute(c, "val")) and attribute(c, "val") not in ("bg1", "lt1") for c in fill
            ):
                return True
            gradient = child(child(element, "spPr"), "gradFill")
            if gradient is not None:
                return True
        elif name in ("rect", "shape", "roundrect") and (boxed or child(element, "textbox") is None):
            fill_colour = attribute(element, "fillcolor")
            if is_filled((fill_colour or "").split(" ")[0]):
                return True
        elif name == "anchor" and attribute(element, "behindDoc") in ("1", "true") and not boxed:  # noqa: SIM102
            if any(local(e) == "pic" for e in element.iter()):
                return True
    return False


def _through(element: Element, containers: set[str]) -> Iterator[Element]:
    for found in element:
        if local(found) in containers:
            yield from _through(found, containers)
        else:
            yield found


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell)


def read_docx(data: bytes) -> Document:
    """Raises `Rejected`: damaged, bomb, encrypted."""
    with open_zip(data) as archive:
        reader = _Reader(archive)
        blocks = reader.document()
    return assemble(blocks, "docx")
