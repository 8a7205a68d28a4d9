"""Bring the interface's catalogs up to date with the templates and modules of src/elchi/web.

    python scripts/build_catalogs.py

New texts are added untranslated, texts that are gone are taken out; translations stay. Vocabulary ids (context
`activity`, `field` ...) are listed in `terms` below, as no template holds them as text.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "elchi" / "web"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "extensions": "jinja2.ext.i18n"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None}
TERMS = {
    "field": (
        "from to country kind status year office level portfolio activity document language sources confidence review "
        "person text since until head hosts invited_by participants start end duration_days places earliest latest "
        "topics activities documents awards name rank main visit position"
    ),
    "kind": "person office country date visit activity document figure",
    "visit": "state official working business study private",
    "status": "planned ongoing completed cancelled",
    "view": "table timeline calendar persons bodies",
    "document": "memorandum agreement protocol declaration plan contract other",
    "activity": (
        "arrival welcome_ceremony wreath_laying meeting signing award guest_book site_visit opening event "
        "press_conference banquet departure invitation"
    ),
    "level": (
        "academic body diplomat head_of_government head_of_state justice military minister other parliament "
        "presidency region religion"
    ),
    "review": "open conflicts judged",
    "role": "reader editor admin",
    "act": "same different unsure keep reject accept correct add split remove",
    "outcome": "added unchanged replaced",
}
MORE = {
    "portfolio": (
        "foreign affairs", "internal affairs", "defence", "justice", "finance", "economy", "energy", "health",
        "education", "culture", "agriculture", "transport", "labour and social protection", "emergency situations",
        "science and education", "sport", "tourism", "trade", "industry", "ecology and natural resources",
        "digital development and transport",
        "administration", "aerospace industry", "agrarian policy", "antimonopoly regulation", "architecture",
        "armed forces", "artificial intelligence", "arts", "border affairs", "budget", "children", "civil aviation",
        "civil defence", "civil protection", "climate", "climate action", "climate change", "communal services",
        "competition", "competitiveness", "cooperation", "customs", "cybersecurity", "development", "diaspora",
        "digital affairs", "digital economy", "digital transformation", "digitalisation", "economic affairs",
        "economic cooperation", "economic planning", "economic relations", "economic security", "electricity",
        "employment", "enlightenment", "entrepreneurship", "environmental protection", "equality",
        "european integration", "family", "federal affairs", "food", "food industry", "food security",
        "foreign policy", "forests", "fuel", "gas", "gender equality", "heavy industry", "heritage",
        "high technologies", "home affairs", "housing", "human resources", "human rights", "immigration",
        "information policy", "information technology", "innovation", "integration", "interior",
        "international affairs", "international relations", "international trade", "investment", "investments",
        "irrigation", "labour relations", "legal affairs", "livestock", "local development", "logistics",
        "mass media", "media", "mineral resources", "mining industry", "national economy", "nature protection",
        "peace", "petroleum", "police", "ports", "post", "poverty reduction", "privatisation", "public health",
        "public service", "reconstruction", "refugees", "regional cooperation", "reintegration", "religion",
        "research", "roads", "rural development", "shipping", "social policy", "social protection",
        "social security", "social services", "social welfare", "sports", "state assets", "statistics",
        "strategic planning", "sustainable development", "tax", "taxes", "technology", "telecommunications",
        "textile industry", "training", "treasury", "universities", "urban development", "urban planning",
        "utilities", "veterans", "veterans affairs", "vocational training", "water", "welfare", "women", "youth",
        "youth affairs", "youth policy", "disarmament", "aviation", "marine resources", "mines", "nuclear",
        "human settlements", "law", "land", "external relations", "expatriates", "disaster management",
    ),
    "item": ("at", "given by", "to"),
    "body": ("ministry of %s",),
    "refusal": (
        "is no DOCX file",
        "is no PDF file",
        "unpacks to more than a report could be",
        "is locked with a password",
        "takes too long to read",
        "has no text layer (a scan?): make its text with another program first",
        "is packed: unpack it first",
        "is empty",
        "is too large: at most 5 MB",
        "has too many pages: at most 300",
        "is one too many: at most 20 files at once",
        "is of another kind: send .txt, .html, .htm, .docx, .pdf",
    ),
    "office": (
        "minister of %s", "deputy minister of %s", "first deputy minister of %s", "president", "prime minister",
        "deputy prime minister", "first deputy prime minister", "ambassador", "minister of foreign affairs",
        "prosecutor general", "first deputy prosecutor general", "deputy prosecutor general", "speaker of parliament",
        "deputy speaker of parliament", "chief of the general staff", "military attache", "secretary general",
        "consul general", "mayor", "governor", "rector", "chairman", "director", "head", "member of parliament",
        "secretary of the security council", "chairman of the supreme court", "charge d'affaires", "attache",
    ),
}  # fmt: skip


def main() -> None:
    """Write every catalog anew."""
    for path in sorted((WEB / "locales").glob("*.po")):
        old = read_po(io.BytesIO(path.read_bytes()), locale=path.stem)
        is_source = not any(message.id and message.string for message in old)
        if is_source:
            continue
        update(old, path)


def update(old: Catalog, path: Path) -> None:
    new = Catalog(locale=path.stem, project="elchi", fuzzy=False)
    for _file, _line, message, _comments, context in extract_from_dir(WEB, METHODS, OPTIONS, keywords=KEYWORDS):
        new.add(message, context=context)
    spoken = extract_from_file("python", WEB.parent / "brief.py", keywords=KEYWORDS)
    for _line, message, _comments, context in spoken:
        new.add(message, context=context)
    for context, ids in {**{k: tuple(v.split()) for k, v in TERMS.items()}, **MORE}.items():
        for id in ids:
            new.add(id, context=context)
    for message in new:
        known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        if message.id and known is not None and known.string:
            message.string = known.string
    out = io.BytesIO()
    write_po(out, new, no_location=True, sort_output=True, omit_header=False, ignore_obsolete=True, width=0)
    text = out.getvalue().decode()
    fields = ("Content-Type: text/plain; charset=utf-8", f"Language: {path.stem}", f"Plural-Forms: {new.plural_forms}")
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields)
    path.write_text(header + "\n" + text.split("\n\n", 1)[1], encoding="utf-8")
    missing = sum(1 for m in new if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string))
    print(f"{path.name}: {len(new)} texts, {missing} untranslated")


if __name__ == "__main__":
    main()
