"""Web pages: the main text by an extractor whose name and version are kept, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from elchi.model import Report
from elchi.sources.decode import decode
from elchi.sources.published import published_of_value
from elchi.sources.report import Failure, SourceOptions, make_report
from elchi.sources.streams import Source, read_limited

PAGE_LIMIT = 8_000_000
"""The most bytes of a page that are read."""
DEEPEST = 1500
_HEAD = 200_000
# Elements that end with a tag of their own; the others close themselves and do not nest.
_NESTED = re.compile(
    r"<(/?)(?!/?(?:p|li|td|th|tr|dt|dd|option|br|hr|img|meta|link|input|wbr|source|col|base|area|embed|param|html|body"
    r"|head|tbody|thead|tfoot|colgroup|rp|rt|optgroup|track)\b)[a-z]",
    re.I,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.I)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "og:published_time",
)  # fmt: skip


def read_page(source: Source, options: SourceOptions) -> Report | Failure:
    """Return the report of a web page."""
    data, more = read_limited(source, PAGE_LIMIT)
    notes = (f"the page was cut after {PAGE_LIMIT} bytes",) if more else ()
    return report_of_page(data, {"id": source.stem}, options, source.path, notes)


def report_of_page(
    data: bytes, fields: Mapping[str, object], options: SourceOptions, path: str, notes: tuple[str, ...] = ()
) -> Report | Failure:
    """Return the report of a page's bytes; `fields` (id, url, charset) win over what the page says of itself."""
    declared = _CHARSET.search(data[:4096])
    charset = fields.get("charset") or (declared.group(1).decode("ascii") if declared else None)
    html, remarks = decode(data, str(charset) if charset else None)
    html = html.replace("\0", "\ufffd")
    text, extractor = extract_text(html)
    if not any(c.isalpha() for c in text):
        return Failure(path, "no text of an article was found in the page: save the article's text as .txt")
    said = describe_page(html)
    known = {**said, **{key: value for key, value in fields.items() if value}, "extractor": extractor}
    if not known.get("outlet") and not options.outlet:
        known["outlet"] = _host(str(known.get("url") or ""))
    return make_report(text, known, options, path, (*notes, *remarks))


def extract_text(html: str) -> tuple[str, str]:
    """Return the main text of a page and the extractor's name and version.

    A page nested deeper than the extractor can bear is read by a plain one that keeps all visible text.
    """
    if measure_depth(html) <= DEEPEST:
        from resiliparse.extract.html2text import extract_plain_text

        for main in (True, False):
            text = extract_plain_text(html, main_content=main, list_bullets=False, alt_texts=False)
            if any(c.isalpha() for c in text):
                return str(text), f"resiliparse {_version('resiliparse')}"
    plain = _PlainText()
    plain.feed(html)
    plain.close()
    return plain.text(), f"elchi plain {_version('elchi')}"


def measure_depth(html: str) -> int:
    """Return how deep the elements that need an end tag are nested."""
    depth = deepest = 0
    for match in _NESTED.finditer(html):
        depth = max(depth - 1, 0) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def describe_page(html: str) -> dict[str, Any]:
    """Return what a page says of itself: title, url, outlet and published, each only where it is said."""
    head = _Described()
    head.feed(html[:_HEAD])
    meta = head.meta
    found: dict[str, Any] = {
        "title": meta.get("og:title") or head.title,
        "url": head.canonical or meta.get("og:url"),
        "outlet": meta.get("og:site_name"),
        "published": _first_date([*head.dates_said(), *(meta.get(name) for name in _DATE_NAMES), *head.times]),
    }
    if not str(found["url"] or "").startswith(("http://", "https://")):
        found["url"] = None
    if not found["published"]:
        found["published"] = _guess_date(html[:_HEAD])
    return {key: value for key, value in found.items() if value}


def _first_date(values: list[str | None]) -> str | None:
    return next((found for value in values if value and (found := published_of_value(value)[0])), None)


def _guess_date(html: str) -> str | None:
    """Return the date that htmldate finds in the page's markup, where it is installed."""
    try:
        from htmldate import find_date
    except ImportError:
        return None
    try:
        return published_of_value(find_date(html, extensive_search=False, original_date=True))[0]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


class _Described(HTMLParser):
    """Gathers a page's meta tags, title, canonical address, JSON-LD and times."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self.canonical: str | None = None
        self.title: str | None = None
        self._inside = ""
        self._linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("property") or values.get("name") or values.get("itemprop") or ""
        if tag == "meta" and name:
            self.meta.setdefault(name.lower(), values.get("content", ""))
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.canonical = self.canonical or values.get("href")
        elif tag == "time" and values.get("datetime") and ("pubdate" in values or "datePublished" in name):
            self.times.append(values["datetime"])
        elif tag == "title" and self.title is None:
            self._inside = "title"
        elif tag == "script" and values.get("type", "").lower() == "application/ld+json":
            self._inside = "linked"
            self._linked.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title = (self.title or "") + data
        elif self._inside == "linked":
            self._linked[-1] += data

    def dates_said(self) -> list[str]:
        """Return the values of datePublished in the page's JSON-LD."""
        found: list[str] = []
        for block in self._linked:
            try:
                found += _published_in(json.loads(block))
            except (ValueError, RecursionError):
                continue
        return found


def _published_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _published_in(item)


class _PlainText(HTMLParser):
    """Gathers the visible text of a page, a line for each block."""

    _HIDDEN = frozenset(("script", "style", "noscript", "template", "head"))
    _INLINE = frozenset(("a", "b", "i", "em", "strong", "span", "font", "u", "small", "sup", "sub", "abbr", "time"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._hidden: str | None = None
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden is None and tag in self._HIDDEN:
            self._hidden = tag
        elif tag not in self._INLINE:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
        elif tag not in self._INLINE:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self._parts.append(data)

    def text(self) -> str:
        lines = ("".join(self._parts)).split("\n")
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
