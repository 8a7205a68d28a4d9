"""Files, folders and streams -> reports."""

from elchi.sources.report import Failure, SourceOptions
from elchi.sources.walk import read_sources

__all__ = ["Failure", "SourceOptions", "read_sources"]
