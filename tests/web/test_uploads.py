"""Files that people send, as real files of their kinds: what is read, and what is refused and why."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.web.conftest import client_of, text_of, token_of

from elchi.register import Register
from elchi.web.shared import Shared
from elchi.web.uploads import FILE_LIMIT, FILES

TOLD = "Kazakh Foreign Minister Arman Testbay arrived in Baku on an official visit on 3 May 2031."


def html_file() -> bytes:
    return f"<html><head><title>A visit</title></head><body><article><p>{TOLD}</p></article></body></html>".encode()


def docx_file(*paragraphs: str) -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx is not installed (extra office)")
    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def pdf_file(*lines: str, locked: bool = False) -> bytes:
    """Return a PDF with a text layer, a line below the other."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed (extra office)")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    own = DictionaryObject({NameObject(name): NameObject(value) for name, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): own})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    shown = " ".join(f"0 -20 Td ({line}) Tj" for line in lines)
    stream.set_data(f"BT /F1 12 Tf 40 760 Td {shown} ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if locked:
        writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """Return a zip file of a few kilobytes that unpacks to so many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (megabytes * 1_000_000))
    return out.getvalue()


def send(client: TestClient[Any], *files: tuple[str, bytes], **fields: str) -> Any:
    sent = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return client.post("/add", files=sent, data={"_csrf_token": token_of(client), **fields})


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("report.txt", lambda: TOLD.encode()),
        ("report.html", html_file),
        ("report.docx", lambda: docx_file("A visit", TOLD)),
        ("report.pdf", lambda: pdf_file("A visit", TOLD)),
    ],
)
def test_each_kind_of_file_is_read_shown_and_stored(
    editor: TestClient[Any], fresh: Register, name: str, make: Any
) -> None:
    count = len(fresh.reports())
    answer = send(editor, (name, make()))
    assert answer.status_code == 200 and "/add/" in str(answer.url)
    shown = text_of(answer.text)
    assert "Arman Testbay" in shown and "Store 1 report" in shown
    assert len(fresh.reports()) == count  # nothing is stored before it is asked for
    address = answer.url.path
    stored = editor.post(address, data={"_csrf_token": token_of(editor)})
    for _ in range(100):
        if "Stored" in stored.text:
            break
        time.sleep(0.05)
        stored = editor.get(address)
    assert "added" in text_of(stored.text)
    (report,) = [each for each in fresh.reports() if each.id.startswith("report")]
    assert TOLD in " ".join(fresh.report(report.id).text.split())
    assert [visit.destination for visit in fresh.visits_of_report(report.id)] == ["AZ"]
    told = editor.get(f"{address}/events").text
    assert "event: done" in told and "1 / 1" in told


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("big.txt", lambda: b"x" * (FILE_LIMIT + 1), "too large"),
        ("bomb.docx", lambda: bomb(200), "unpacks to more"),
        ("none.docx", lambda: b"no zip file", "no DOCX file"),
        ("other.docx", lambda: bomb(1), "could not be read"),
        ("packed.txt", lambda: gzip.compress(b"0" * 50_000_000), "unpack it first"),
        ("program.exe", lambda: b"MZ\x90", "another kind"),
        ("none.pdf", lambda: b"no PDF", "no PDF file"),
        ("cut.pdf", lambda: pdf_file(TOLD)[:200], "could not be read"),
        ("scan.pdf", lambda: pdf_file(), "no text layer"),
        ("locked.pdf", lambda: pdf_file(TOLD, locked=True), "locked with a password"),
        ("many.pdf", lambda: pages_file(301), "too many pages"),
        ("empty.txt", lambda: b"", ""),
    ],
)
def test_what_is_no_report_is_refused_with_a_reason(editor: TestClient[Any], name: str, make: Any, reason: str) -> None:
    began = time.process_time()
    answer = send(editor, (name, make()))
    assert answer.status_code == 200
    shown = text_of(answer.text)
    assert name in shown and reason in shown and "Store" not in shown
    assert time.process_time() - began < 20


PROSE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(document: str) -> bytes:
    """Return a DOCX file whose text is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_file("x"))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def entities(kind: str) -> bytes:
    """Return a DOCX file with entities that grow a thousand million times, or that ask for a file of this machine."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    told = f'<!ENTITY e0 "{TOLD}">{grown}' if kind == "grown" else '<!ENTITY e9 SYSTEM "file:///etc/hostname">'
    body = f"<w:document {PROSE}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    return docx_of(f'<?xml version="1.0"?><!DOCTYPE d [{told}]>{body}')


def packed_twice(megabytes: int) -> bytes:
    """Return a PDF whose drawing is packed twice over."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed (extra office)")
    from pypdf.generic import ArrayObject, NameObject, StreamObject

    writer, out = pypdf.PdfWriter(), io.BytesIO()
    page, stream = writer.add_blank_page(100, 100), StreamObject()
    stream._data = zlib.compress(zlib.compress(b" " * (megabytes * 1_000_000), 9), 9)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("grown.docx", lambda: entities("grown")),
        ("asking.docx", lambda: entities("asking")),
        ("twice.pdf", lambda: packed_twice(300)),
    ],
)
def test_a_file_that_is_a_trap_gives_no_report(editor: TestClient[Any], name: str, make: Any) -> None:
    data = make()
    assert len(data) < 100_000
    answer = send(editor, (name, data))
    shown = text_of(answer.text)
    assert answer.status_code == 200 and name in shown and "Store" not in shown
    assert not any(line and line in shown for line in Path("/etc/hostname").read_text().split())


def test_html_nested_as_deep_as_a_file_allows_is_read(editor: TestClient[Any]) -> None:
    deep = b"<html><body>" + b"<div>" * 100_000 + TOLD.encode() + b"</div>" * 100_000 + b"</body></html>"
    answer = send(editor, ("deep.html", deep))
    assert answer.status_code == 200 and "Arman Testbay" in text_of(answer.text)


def test_a_pdf_that_takes_too_long_is_refused_in_the_language_of_the_page(
    editor: TestClient[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elchi.web.uploads.SECONDS", -1.0)
    assert "takes too long to read" in text_of(send(editor, ("slow.pdf", pdf_file(TOLD))).text)
    editor.cookies.set("lang", "ru")
    shown = text_of(send(editor, ("slow.pdf", pdf_file(TOLD)), ("x.exe", b"MZ"), ("big.txt", b"x" * 5_000_001)).text)
    assert "читается слишком долго" in shown and "другого вида" in shown and "слишком велик" in shown
    editor.cookies.clear()


def pages_file(number: int) -> bytes:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed (extra office)")
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(number):
        writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def test_more_files_than_may_be_sent_are_left_out(editor: TestClient[Any]) -> None:
    files = [(f"{number}.txt", f"{number}. {TOLD}".encode()) for number in range(FILES + 1)]
    shown = text_of(send(editor, *files).text)
    assert f"Store {FILES} reports" in shown and "one too many" in shown


def test_a_request_beyond_the_limit_is_not_read(editor: TestClient[Any]) -> None:
    answer = send(editor, *[(f"{number}.txt", b"x" * 5_000_000) for number in range(6)])
    assert answer.status_code == 413
    assert "Store" not in answer.text


def test_nothing_sent_and_a_text_too_long_are_said(editor: TestClient[Any]) -> None:
    assert "Nothing was sent" in text_of(send(editor, text="  ").text)
    assert "too long" in text_of(send(editor, text="x" * 300_001).text)
    assert "no country" in text_of(send(editor, text=TOLD, outlet_country="Nowhere").text)


def test_the_name_of_a_file_is_only_shown(editor: TestClient[Any], fresh: Register, tmp_path: Path) -> None:
    other = b"\xff\xfe" + TOLD.encode("utf-16-le")
    answer = send(editor, ("../../<b>etc</b>/passwd.txt", TOLD.encode()), ("..\\x.txt", other))
    assert answer.status_code == 200 and "<b>etc" not in answer.text
    shown = text_of(answer.text)
    assert "Store 2 reports" in shown and "passwd" in shown
    assert not list(tmp_path.parent.glob("passwd*"))


def test_a_draft_is_its_owners_and_goes_when_many_others_come(tmp_path: Path) -> None:
    from elchi.sources import Failure
    from elchi.web.drafts import Drafts

    shared = Shared(tmp_path / "s.db")
    drafts, others = Drafts(shared), Drafts(Shared(tmp_path / "s.db"))  # of two processes
    token = drafts.keep("one", [], [Failure("a.txt", "why")])
    found = others.find(token, "one")
    assert found is not None and found.failures == [Failure("a.txt", "why")] and not found.running
    assert others.find(token, "two") is None and others.progress(token, "two") is None
    for _ in range(50):
        others.keep("two", [], [])
    assert drafts.find(token, "one") is None


def test_a_draft_is_stored_once_though_two_processes_are_asked(fresh: Register, tmp_path: Path) -> None:
    from elchi.pipeline import read_batch
    from elchi.sources import SourceOptions
    from elchi.web.drafts import Drafts
    from elchi.web.uploads import Upload, read_uploads

    (report,) = read_uploads([Upload("once.txt", TOLD.encode())], SourceOptions())
    ((report, reading),) = read_batch([report])  # type: ignore[list-item]
    drafts, others = Drafts(Shared(tmp_path / "s.db")), Drafts(Shared(tmp_path / "s.db"))
    token = drafts.keep("one", [(report, reading)], [])  # type: ignore[list-item]
    first, second = drafts.find(token, "one"), others.find(token, "one")
    assert first and second and second.read == [(report, reading)]
    drafts.store(first, fresh)
    others.store(second, fresh)
    for _ in range(200):
        progress = others.progress(token, "one")
        assert progress is not None
        if progress.done:
            break
        time.sleep(0.05)
    assert progress.outcomes == (("once", "added"),) and progress.step == progress.total == 1


def test_the_shared_file_goes_with_the_server(samples: Register) -> None:
    with client_of(samples) as client:
        path = client.app.state.drafts._shared.path
        assert path.exists() and path.parent.stat().st_mode & 0o077 == 0
    assert not path.parent.exists()
