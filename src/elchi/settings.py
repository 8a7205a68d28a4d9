"""Where things are on the machine: the register, the cache, the user who decides."""

from __future__ import annotations

import getpass
import os
from pathlib import Path


def register_address() -> str:
    """Return the register named by ELCHI_REGISTER, else `elchi.db` in the working folder."""
    return os.environ.get("ELCHI_REGISTER") or "elchi.db"


def cache_folder() -> Path:
    """Return the folder for compiled lexicons (ELCHI_CACHE, XDG_CACHE_HOME or ~/.cache)."""
    given = os.environ.get("ELCHI_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "elchi"


def user_name() -> str:
    """Return who makes a judgement: ELCHI_USER, else the login name, else `unknown`."""
    given = os.environ.get("ELCHI_USER")
    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
