"""What every kind of source shares: the options, the failure, and making a Report of a text and what is known of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from elchi.model import Report
from elchi.sources.published import published_of_value

TEXT_LIMIT = 1_000_000
"""The most code points of one report that are read; the rest is cut and said."""
REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Country code domains that are sold as words, so that they show no country.
_WORD_DOMAINS = frozenset(["ai", "cc", "co", "fm", "gg", "io", "ly", "me", "sh", "to", "tv", "ws"])
_DOMAIN_COUNTRIES = {"UK": "GB", "EU": ""}


class Failure(msgspec.Struct, frozen=True):
    """A path, or a part of it, that gave no report, and why and what to do in plain words."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class SourceOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller knows where the files do not say it: an EDTF date, ISO country code, language, outlet."""

    published: str | None = None
    outlet_country: str | None = None
    language: str | None = None
    outlet: str | None = None


def make_report(
    text: str, fields: Mapping[str, object], options: SourceOptions, path: str, notes: tuple[str, ...] = ()
) -> Report | Failure:
    """Return the report of a text.

    `fields` are what the file says: id, url, outlet, outlet_country, published, language, title, extractor. An
    unknown language is detected. A text without a letter is a Failure.
    """
    text, remarks = clean_text(text)
    if not any(c.isalpha() for c in text[:TEXT_LIMIT]):
        return Failure(path, "holds no text: give a report in words")
    known = {
        key: clean_field(fields.get(key)) for key in ("id", "url", "outlet", "outlet_country", "title", "extractor")
    }
    published, doubt = published_of_value(fields.get("published"))
    outlet = known["outlet"] or options.outlet
    country = (known["outlet_country"] or "").upper() or options.outlet_country or country_of_address(known["url"])
    language, about = _language(text, clean_field(fields.get("language")), options)
    return Report(
        id=known["id"] or "report",
        text=text,
        key=make_key(text, outlet, known["url"]),
        language=language,
        title=known["title"],
        url=known["url"],
        outlet=outlet,
        outlet_country=country or None,
        published=published or options.published,
        extractor=known["extractor"],
        notes=(*notes, *remarks, *filter(None, (doubt, about))),
    )


def make_key(text: str, outlet: str | None, url: str | None) -> str:
    """Return the 16 hexadecimal digits that name a report: its text, outlet and address."""
    whole = "\0".join((text, outlet or "", url or ""))
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()[:16]


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text as it can be stored, each bad code point replaced by one, and remarks on what was done."""
    remarks = []
    text = text.removeprefix("\ufeff")
    if len(text) > TEXT_LIMIT:
        text = text[:TEXT_LIMIT]
        remarks.append(f"the text was cut after {TEXT_LIMIT} characters")
    text, count = _UNSTORABLE.subn(REPLACEMENT, text)
    if count:
        remarks.append(f"{count} characters that cannot be stored (NUL, half of a pair) were replaced")
    return text, tuple(remarks)


def clean_field(value: object) -> str | None:
    """Return a field as one line of text without white space around it, or None where it is empty."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = " ".join(_UNSTORABLE.sub(REPLACEMENT, str(value)).split())
    return text[:2000] or None


def country_of_address(url: str | None) -> str | None:
    """Return the country that an address's top domain stands for, or None."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rsplit(".", 1)[-1]
    if "." not in host or not re.fullmatch("[a-z]{2}", last) or last in _WORD_DOMAINS:
        return None
    return _DOMAIN_COUNTRIES.get(last.upper(), last.upper()) or None


def _language(text: str, given: str | None, options: SourceOptions) -> tuple[str | None, str | None]:
    from elchi.sources.detect import detect_language

    return detect_language(text, given or options.language)
