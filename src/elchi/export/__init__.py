"""The register in other people's formats, one module each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from elchi.errors import ExportError, QueryError

if TYPE_CHECKING:
    from elchi.export.snapshot import Snapshot
    from elchi.query import Query
    from elchi.register import Register

FORMATS = ("jsonl", "csv", "parquet", "xlsx", "ics", "jsonld", "ftm", "plover", "gexf")
_MODULES = {"csv": "tables", "parquet": "tables", "xlsx": "tables"}
_EXTRAS = {"pyarrow": "lake", "openpyxl": "office"}


def write_export(
    register: Register, format: str, path: Path, query: Query | None = None, with_texts: bool = False
) -> list[Path]:
    """Write the visits of a question, and what belongs to them, and return the files written.

    `jsonl`, `csv` and `parquet` take a folder (the latter two a file for the visits alone), the others a
    file. Quotes are written, whole texts only `with_texts`. Raises ExportError, or QueryError for a
    format that does not exist.
    """
    if format not in FORMATS:
        raise QueryError(f"There is no export format {format!r}; there are {', '.join(FORMATS)}")
    if format == "jsonl":
        if query is not None and query.to_words():
            raise QueryError("jsonl is the whole register; leave out the filters, or take another format")
        from elchi.export.jsonl import export_jsonl

        return export_jsonl(register, path, with_texts)
    from elchi.export.snapshot import take_snapshot

    module = import_module(f"elchi.export.{_MODULES.get(format, format)}")
    write: Callable[[Snapshot, Path], list[Path]] = getattr(module, f"write_{format}")
    snapshot = take_snapshot(register, query, with_texts)
    try:
        return write(snapshot, path)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "", "office")
        raise ExportError(f"{format} needs {error.name}; install it with: pip install 'elchi[{extra}]'") from None
    except OSError as error:
        raise ExportError(f"{error.filename or path} cannot be written: {error.strerror or error}") from None
