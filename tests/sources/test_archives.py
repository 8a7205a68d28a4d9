"""Web archives."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from elchi.model import Report
from elchi.sources import read_sources

pytest.importorskip("fastwarc")
warcio = pytest.importorskip("warcio")


def write_archive(path: Path, pages: list[tuple[str, str, str, bytes]]) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_an_archive(tmp_path: Path, name: str) -> None:
    body = (
        "<html><body><article>" + "<p>Министр прибыл в Баку с визитом.</p>" * 5 + "</article></body></html>"
    ).encode()
    pages = [
        ("https://a.example.ru/1", "200 OK", "text/html; charset=utf-8", body),
        ("https://a.example.ru/2", "404 Not Found", "text/html", body),
        ("https://a.example.ru/3.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.example.kz/4", "200 OK", "text/html; charset=windows-1251", body.decode().encode("windows-1251")),
    ]
    write_archive(tmp_path / name, pages)
    found = list(read_sources([tmp_path / name]))
    assert all(isinstance(f, Report) for f in found)
    assert [(r.id, r.url, r.outlet_country) for r in found if isinstance(r, Report)] == [
        ("a-1", "https://a.example.ru/1", "RU"),
        ("a-2", "https://a.example.kz/4", "KZ"),
    ]
    assert all("Министр прибыл" in r.text for r in found if isinstance(r, Report))
