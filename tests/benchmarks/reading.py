"""What a full reading of real PDFs costs against the bare floor: their plain text and its words.

    python -m tests.benchmarks.reading FOLDER

reads every PDF of the folder on one core and prints ratios, which are the same on slow and quick machines: the floor
against a reading with and without the look at what is visible; what the sandbox adds to a warm reading; the memory of
a reading process at its highest; two processes against one.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdfium2
import spacy

from recruit.facts import Month
from recruit.reading import sandbox
from recruit.reading.document import Rejected
from recruit.reading.files import load_document, pdf
from recruit.reading.reader import read, read_facts

AS_OF = Month(2026, 11)


def seconds(work: Callable[[bytes], object], files: Sequence[bytes], clock: Callable[[], float]) -> float:
    """What `work` takes for all files; one that is refused counts as far as it got."""
    begun = clock()
    for data in files:
        try:
            work(data)
        except Rejected:
            continue
    return clock() - begun


def floor(data: bytes) -> None:
    """pdfium's plain text of every page, and spaCy's tokens of it."""
    document = pypdfium2.PdfDocument(data)
    _words(" ".join(page.get_textpage().get_text_range() for page in document))
    document.close()


_words = spacy.blank("en")


def full(data: bytes) -> None:
    read(data, "cv.pdf", AS_OF)


def in_sandbox(data: bytes) -> None:
    sandbox.read_safely(data, "cv.pdf", AS_OF)


def _share(files: list[bytes]) -> float:
    full(files[0])  # what is loaded once
    return seconds(full, files, time.perf_counter)


def ratios(folder: Path) -> Iterator[str]:
    """The lines of the report."""
    files = [path.read_bytes() for path in sorted(folder.glob("*.pdf"))]
    full(files[0])
    bare = seconds(floor, files, time.process_time)
    whole = seconds(full, files, time.process_time)
    looked, pdf.hidden_words = pdf.hidden_words, lambda *_: {}
    blind = seconds(full, files, time.process_time)
    pdf.hidden_words = looked
    documents = [load_document(data, "cv.pdf") for data in files]
    begun = time.process_time()
    for document in documents:
        read_facts(document, AS_OF)
    facts = time.process_time() - begun
    count = len(files)
    yield f"{count} PDFs, on one core, CPU milliseconds each"
    each = {"floor": bare, "reading": whole, "of it facts": facts}
    yield "  " + ", ".join(f"{name} {1000 * spent / count:.1f}" for name, spent in each.items())
    yield f"  floor : reading without the look at what is visible = {bare / blind:.2f}"
    yield f"  floor : whole reading = {bare / whole:.2f}"

    in_sandbox(files[0])
    here, there = (seconds(work, files, time.perf_counter) for work in (full, in_sandbox))
    yield f"  the sandbox adds {1000 * (there - here) / count:.0f} ms each to a warm reading"
    sandbox.stop()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"  a reading process takes {peak:.0f} MB at its highest"

    with ProcessPoolExecutor(1) as pool:
        alone = pool.submit(_share, files).result()
    with ProcessPoolExecutor(2) as pool:
        both = max(pool.map(_share, (files[0::2], files[1::2])))
    yield f"  two processes are {alone / both:.2f} times as quick as one"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    for line in ratios(Path(sys.argv[1])):
        sys.stdout.write(line + "\n")
