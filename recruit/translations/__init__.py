"""The catalogs: `ca` and `es` beside this file (`.po`), English being the source.

Git keeps only what people write. What the program reads (`.mo`) is made at the
start, where it is missing or older than its source.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent


def compiled(folder: Path) -> Path:
    """Bring the compiled catalogs in `folder` up to date and return it.

    Each is written beside its place and moved there, so that another process
    starting at the same moment never reads half a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(HERE.glob("*/LC_MESSAGES/messages.po")):
        target = folder / source.relative_to(HERE).with_suffix(".mo")
        stamp = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == stamp:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        descriptor, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            write_mo(file, catalog)
        # the same time as its source, so that an older source put back is noticed too
        os.utime(name, ns=(stamp, stamp))
        Path(name).replace(target)
    return folder
