"""The register as JSON lines, one file a kind: the same bytes for the same reports and judgements.

Nothing of when or in what order things were added is written; lines are sorted by id here, not by the database.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from elchi.errors import ExportError

if TYPE_CHECKING:
    from elchi.register.store import Register

KINDS = ("visits", "persons", "organisations", "documents", "reports", "statements", "judgements")


def export_jsonl(register: Register, folder: str | Path, with_texts: bool = False) -> list[Path]:
    """Write `visits.jsonl` and the other KINDS into a folder; return the paths.

    Texts of reports are their publishers': they are written only where asked. Raises ExportError.
    """
    folder = Path(folder)
    whole = register.dump(with_texts)
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            paths.append(_write(folder / f"{kind}.jsonl", whole[kind]))
    except OSError as error:
        raise ExportError(f"{folder} cannot be written: {error.strerror}") from None
    return paths


def _write(path: Path, rows: Iterable[Any]) -> Path:
    """Write rows sorted by id, to a file beside the path first, so that no half of it is ever left."""
    encoder = msgspec.json.Encoder(order="deterministic")
    plain = sorted((msgspec.to_builtins(row) for row in rows), key=lambda row: (row["id"], encoder.encode(row)))
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            for row in plain:
                file.write(encoder.encode(row) + b"\n")
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
    return path
