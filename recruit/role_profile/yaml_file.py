"""Reads a YAML file that may have been written by anybody: plain values only.

Refused: anchors and aliases (a few lines of them can unfold to gigabytes),
tags (they ask for objects to be made), keys given twice (the second would win
in silence), several documents, deep nesting, large files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from recruit.role_profile.checking import ProfileError

MAX_BYTES = 512 * 1024
MAX_DEPTH = 20


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors, tags and repeated keys; dates stay the text they were written as."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refusal("anchors and aliases (& and *) are not allowed", event)
        if getattr(event, "tag", None) is not None:
            raise _refusal("tags (!) are not allowed", event)
        if self.depth >= MAX_DEPTH:
            raise _refusal(f"nested more than {MAX_DEPTH} levels deep", event)
        self.depth += 1
        try:
            node: yaml.Node | None = super().compose_node(parent, index)  # type: ignore[arg-type]
        finally:
            self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refusal("a key must be a word", key)
            if key.value in seen:
                raise _refusal(f"the key '{key.value}' is given twice", key)
            seen.add(key.value)
        mapping: dict[object, object] = super().construct_mapping(node, deep)
        return mapping


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge", ":value"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _refusal(problem: str, at: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark)


def read_yaml(path: Path) -> object:
    """The plain values (dict, list, str, int, float, bool, None) of a YAML file.

    ProfileError names the file, line and column where it can't be read.
    """
    where = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProfileError(where, "", "there is no such file") from None
    except OSError as error:
        raise ProfileError(where, "", f"the file can't be opened: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise ProfileError(where, "", f"the file is larger than {MAX_BYTES // 1024} KB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(where, "", f"the file is not UTF-8 text (byte {error.start})") from None
    return parse_yaml(text, where)


def parse_yaml(text: str, where: str) -> object:
    """As `read_yaml`, for a text; `where` names it in errors."""
    try:
        return yaml.load(text, _PlainLoader)  # noqa: S506 - a SafeLoader with less
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ProfileError(where, place, error.problem or error.context or "not YAML") from None
    except yaml.YAMLError as error:
        raise ProfileError(where, "", f"not YAML: {str(error).splitlines()[0]}") from None
    except (ValueError, OverflowError) as error:
        raise ProfileError(where, "", f"not YAML: {error}") from None
