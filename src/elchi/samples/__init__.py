"""Sample reports that ship with elchi: eight reports of three visits in four languages.

Every person, outlet and event in them is invented.
"""

from __future__ import annotations

from pathlib import Path


def sample_paths() -> list[str]:
    """Return the paths of the sample reports, as `elchi add` takes them."""
    return [str(Path(__file__).with_name("reports.jsonl"))]
