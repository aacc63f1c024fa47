"""Coverage-guided fuzzing of the file readers and of the reader over text, with atheris (see docs/reading.md).

    .venv/bin/python -m tests.reading.fuzz pdf 300       the target and seconds; corpus and findings in fuzz/pdf
    .venv/bin/python -m tests.reading.fuzz pdf fuzz/pdf/findings/AssertionError-ab12cd34    one input, to its traceback

A finding is anything but a document that holds together or `Rejected`: another exception, more than 20 seconds,
more memory than a reading may take. Exceptions are kept, once a kind, and the run goes on; it ends at the others.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path

TARGETS = ("pdf", "docx", "odt", "rtf", "doc", "txt", "text")
FOLDER = Path("fuzz")
#: Larger inputs find nothing that these don't, and are slow.
LONGEST = 32_768
SECONDS, MEGABYTES = 20, 1536


def target(kind: str) -> Callable[[bytes], None]:
    """What reads one input of this kind; call it after the reader is instrumented."""
    from recruit.reading.document import Rejected
    from tests.reading import cases, damage

    def read(data: bytes) -> None:
        if kind != "text":
            # The facts cost more than all the rest and have a target of their own.
            damage.read_whole(data, f"cv.{kind}", facts=zlib.crc32(data) % 8 == 0)
            return
        try:
            document = cases.document(data.decode("utf-8", "ignore"))
        except Rejected:
            return
        damage.look_through_facts(document)

    return read


def seeds(kind: str, folder: Path) -> None:
    """Sound documents to begin with; zips uncompressed, so that mutations hit what is in them."""
    from reportlab import rl_config

    rl_config.pageCompression = 0
    from tests.reading import damage

    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(damage.sound(kind)):
        parts = damage.members(data)
        (folder / f"seed-{number}").write_bytes(damage.packed(parts) if parts else data)
    escaped = ("".join(f"\\x{byte:02x}" for byte in token) for token in damage.TOKENS[kind])
    (folder.parent / "words.dict").write_text("".join(f'"{token}"\n' for token in escaped), encoding="ascii")


def run(kind: str, seconds: int, folder: Path) -> None:
    """Fuzz in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["recruit.reading", "legacy_doc"]):
        from recruit.reading.files import load_document
        from tests.reading import damage

        read = target(kind)
    findings = folder / "findings"
    for seed in (folder / "corpus").glob("seed-*"):
        read(seed.read_bytes())
    damage.look_through_facts(
        load_document(damage.sound("txt")[0], "cv.txt")
    )  # loads the lexicons, which takes seconds

    def one(data: bytes) -> None:
        begun = time.monotonic()
        try:
            read(data)
        except Exception as error:
            _keep(error, data, findings)
        except BaseException as error:  # a panic of a library in Rust is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            _keep(error, data, findings)
        taken = time.monotonic() - begun
        if taken > SECONDS / 4:
            _keep(TimeoutError(f"{taken:.0f} seconds"), data, findings)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        parts = damage.members(data)
        chance = random.Random(seed)
        if not parts or chance.random() < 0.1:
            return atheris.Mutate(data, longest)
        index = chance.randrange(len(parts))
        name, content = parts[index]
        parts[index] = name, atheris.Mutate(content, max(longest - len(data) + len(content), 1))
        return damage.packed(parts)[:longest]

    options = {
        "max_total_time": seconds,
        "timeout": SECONDS,
        "rss_limit_mb": MEGABYTES,
        "max_len": LONGEST,
        "dict": folder / "words.dict",
        "artifact_prefix": f"{findings}/",
        "print_final_stats": 1,
    }
    arguments = [sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(folder / "corpus")]
    more = {"custom_mutator": mutate} if kind in ("docx", "odt") else {}
    atheris.Setup(arguments, one, **more)
    atheris.Fuzz()


def _keep(error: BaseException, data: bytes, folder: Path) -> None:
    """The input of a finding, named by its kind and place; the shortest of each is kept."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    ours = [place for place in places if "/recruit/" in place or "/damage.py" in place]
    mark = hashlib.sha256("|".join([*ours[-1:], *places[-1:]]).encode()).hexdigest()[:8]
    path = folder / f"{type(error).__name__}-{mark}"
    if not path.exists():
        sys.stderr.write(f"\nFINDING {path}: {error!r}\n  " + "\n  ".join(places[-6:]) + "\n")
    if not path.exists() or len(data) < path.stat().st_size:
        path.write_bytes(data)


def main(arguments: list[str]) -> int:
    """The number of findings, at most 100."""
    kind, what = arguments[:2]
    if kind not in TARGETS:
        raise SystemExit(f"No such target: {kind}; there are {', '.join(TARGETS)}.")
    folder = FOLDER / kind
    if not what.isdigit():
        target(kind)(Path(what).read_bytes())
        return 0
    if arguments[2:] == ["here"]:
        run(kind, int(what), folder)
    (folder / "findings").mkdir(parents=True, exist_ok=True)
    seeds(kind, folder / "corpus")
    # Without a PATH no recogniser of scans is found: it is another program, and slow.
    environment = {**os.environ, "PATH": "", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.reading.fuzz", kind, what, "here"]
    ended = subprocess.run(command, env=environment, check=False)
    found = sorted((folder / "findings").iterdir())
    sys.stdout.write(f"{kind}: {len(found)} findings\n" + "".join(f"  {path}\n" for path in found))
    return min(len(found) + bool(ended.returncode), 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
