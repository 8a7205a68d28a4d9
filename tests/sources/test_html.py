"""Web pages: text, and what the page says of itself."""

from __future__ import annotations

from elchi.model import Report
from elchi.sources.html import DEEPEST, describe_page, extract_text, measure_depth, report_of_page
from elchi.sources.report import Failure, SourceOptions

BODY = "<p>Fevralın 22-də daxili işlər naziri Bakıya rəsmi səfərə gəlib və Fəxri xiyabanı ziyarət edib.</p>" * 3
PAGE = f"""<!DOCTYPE html><html lang="az"><head><meta charset="utf-8"><title>Görüş - Sayt</title>
<meta property="og:title" content="Görüş keçirilib"><meta property="og:site_name" content="Xəzər Xəbər">
<link rel="canonical" href="https://xezer.example.az/1">
<script type="application/ld+json">
{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2023-02-23T01:00:00+04:00"}}]}}
</script>
</head><body><nav><a href="/">Ana səhifə</a></nav><article>{BODY}</article>
<footer>Bütün hüquqlar qorunur</footer></body></html>"""


def page(html: str | bytes, **fields: object) -> Report | Failure:
    data = html if isinstance(html, bytes) else html.encode("utf-8")
    return report_of_page(data, {"id": "p", **fields}, SourceOptions(), "p.html")


def test_a_page_becomes_a_report() -> None:
    found = page(PAGE)
    assert isinstance(found, Report)
    assert (found.title, found.url, found.outlet) == ("Görüş keçirilib", "https://xezer.example.az/1", "Xəzər Xəbər")
    assert (found.published, found.outlet_country) == ("2023-02-23", "AZ")
    assert found.extractor is not None and found.extractor.startswith("resiliparse ")
    assert "Fəxri xiyabanı" in found.text
    assert "hüquqlar" not in found.text and "<p>" not in found.text


def test_the_declared_encoding_of_a_page() -> None:
    html = f'<html><head><meta charset="windows-1251"></head><body><p>{"Министр прибыл в Баку. " * 5}</p></body></html>'
    found = page(html.encode("windows-1251"))
    assert isinstance(found, Report) and "Министр прибыл" in found.text


def test_fields_given_win_over_the_page() -> None:
    found = page(PAGE, url="https://other.example.kz/2")
    assert isinstance(found, Report) and found.outlet_country == "KZ"


def test_a_page_without_text_is_a_failure() -> None:
    assert isinstance(page("<html><body><script>var x = 1</script></body></html>"), Failure)


def test_nesting_without_end_is_read_plainly() -> None:
    html = "<html><body>" + "<div>" * 200_000 + "<p>Nazir gəldi</p><style>p{}</style>" + "</div>" * 200_000
    assert measure_depth(html) > DEEPEST
    text, extractor = extract_text(html)
    assert text == "Nazir gəldi" and extractor.startswith("elchi plain")


def test_meta_dates_and_broken_linked_data() -> None:
    html = '<head><script type="application/ld+json">{broken</script><meta name="pubdate" content="2021-05-01"></head>'
    assert describe_page(html)["published"] == "2021-05-01"
    assert "published" not in describe_page("<head><title>Nothing</title></head><body>words</body>")
