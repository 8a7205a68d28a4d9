"""Files that people send: kept small, read as text, refused with a reason where they are something else."""

from __future__ import annotations

import io
import re
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from elchi.model import Report
from elchi.sources import Failure, SourceOptions, read_sources

FILES = 20
"""Files that may be sent at once."""
FILE_LIMIT = 5_000_000
"""Bytes of one file."""
_UNPACKED = 40_000_000
"""Bytes that a DOCX may unpack to."""
_PAGES = 300
SECONDS = 20.0
"""How long the pages of a PDF may take to be read; the page that is begun is ended."""
ENDINGS = (".txt", ".html", ".htm", ".docx", ".pdf")


class Upload(msgspec.Struct, frozen=True):
    """A file as it came: its name on the other machine, which is only ever shown, and its bytes."""

    name: str
    data: bytes


def read_uploads(uploads: Iterable[Upload], options: SourceOptions) -> Iterator[Report | Failure]:
    """Yield the report of each file, or why it gives none."""
    for number, upload in enumerate(uploads):
        if number >= FILES:
            yield Failure(upload.name, f"is one too many: at most {FILES} files at once")
            return
        yield from _read(upload, options)


def _read(upload: Upload, options: SourceOptions) -> Iterator[Report | Failure]:
    stem, ending = _split(upload.name)
    if ending not in ENDINGS:
        yield Failure(upload.name, f"is of another kind: send {', '.join(ENDINGS)}")
        return
    if len(upload.data) > FILE_LIMIT:
        yield Failure(upload.name, f"is too large: at most {FILE_LIMIT // 1_000_000} MB")
        return
    data = upload.data
    if ending in (".docx", ".pdf"):
        try:
            text = docx_text(data) if ending == ".docx" else pdf_text(data)
        except ModuleNotFoundError as error:
            yield Failure(upload.name, f"needs {error.name}; install it with: pip install 'elchi[office]'")
            return
        except _Refused as refusal:
            yield Failure(upload.name, str(refusal))
            return
        except Exception as error:  # such files are broken in a thousand ways
            yield Failure(upload.name, f"could not be read ({type(error).__name__})")
            return
        data, ending = text.encode("utf-8", "replace"), ".txt"
    elif data[:2] == b"\x1f\x8b":
        yield Failure(upload.name, "is packed: unpack it first")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}{ending}"
        path.write_bytes(data)
        for found in read_sources([path], options):
            yield Failure(upload.name, found.reason) if isinstance(found, Failure) else found


def _split(name: str) -> tuple[str, str]:
    """Return a name that is safe as a file's and a report's, and the ending."""
    base = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = base.rpartition(".")
    if not dot:
        stem, ending = base, ""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "report", f".{ending.lower()}"


class _Refused(Exception):
    """A file that is not read, with the reason in plain words."""


def docx_text(data: bytes) -> str:
    """Return the paragraphs of a DOCX file, a line each."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile:
        raise _Refused("is no DOCX file") from None
    if len(entries) > 5000 or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise _Refused("unpacks to more than a report could be")
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs)


def pdf_text(data: bytes) -> str:
    """Return the text layer of a PDF file."""
    from pypdf import PdfReader

    if not data.startswith(b"%PDF"):
        raise _Refused("is no PDF file")
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise _Refused("is locked with a password")
    if len(reader.pages) > _PAGES:
        raise _Refused(f"has too many pages: at most {_PAGES}")
    until, pages = time.monotonic() + SECONDS, []
    for page in reader.pages:  # one stream of drawing may stand on every page
        pages.append(page.extract_text() or "")
        if time.monotonic() > until:
            raise _Refused("takes too long to read")
    text = "\n".join(pages)
    if not any(letter.isalpha() for letter in text):
        raise _Refused("has no text layer (a scan?): make its text with another program first")
    return text
