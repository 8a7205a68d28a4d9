"""The fingerprint of a frozen text, by which a copy that was kept is proved whole."""

from __future__ import annotations

import hashlib


def hash_text(text: str) -> str:
    """Return the SHA-256 of a frozen text in UTF-8, lone surrogates replaced."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
