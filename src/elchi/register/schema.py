"""The tables of a register. Reports, statements and judgements are kept; all else is computed from them.

JSON stands as text in one canonical writing, so that the two databases keep the same bytes. The full-text table is
made by `elchi.register.search`, as its form differs between databases.

What a report costs must not grow with the register, and what it costs in SQLite are the pages that it touches: tables
whose rows are found by a key of several columns lie in the order of that key (no row numbers, no second tree), and the
key begins with what the rows of one report have in common. Values of visits and persons have row numbers, so that new
ones stand together at the end of each value in its index.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

VERSION = "0003"
"""The newest migration; a register says its own in the table `about`."""

metadata = MetaData()

about = Table("about", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("key", Text, primary_key=True),  # hash of text, outlet and address
    Column("id", Text, nullable=False, unique=True),  # as given, made different where two reports bring the same
    Column("given", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("language", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_country", Text),
    Column("published", Text),  # EDTF
    Column("reader", Text, nullable=False),  # who read it
    Column("text_chars", Integer, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("content", Text, nullable=False),  # hash of all that was added with it, to know a repetition
    Column("figures", Text, nullable=False),  # JSON
    Column("warnings", Text, nullable=False),  # JSON
    Column("origin", Text, index=True),  # key of the group of reprints that it belongs to; null for a report alone
    Column("sketch", Text),  # JSON, of sources.reprints
)

texts = Table(
    "texts",
    metadata,
    Column("report", Text, ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # its row of the full-text index
    Column("text", Text, nullable=False),  # frozen
)

statements = Table(
    "statements",
    metadata,
    Column("subject", Text, primary_key=True),  # anchor
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("report", Text),  # key; null for an authority's; its statements are found by the anchors that hold it
    Column("property", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("original", Text),
    Column("spans", Text, nullable=False),  # JSON, code points
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("language", Text),
    sqlite_with_rowid=False,
)
Index(
    "statements_authority",
    statements.c.source,
    sqlite_where=statements.c.report.is_(None),
    postgresql_where=statements.c.report.is_(None),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("act", Text, nullable=False),
    Column("left", Text, nullable=False, index=True),
    Column("right", Text, index=True),
    Column("property", Text),
    Column("value", Text, nullable=False),  # JSON
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undone", Integer, nullable=False),
)

# Which records hold the anchors, and by which block keys anchors find each other.
subjects = Table(
    "subjects",
    metadata,
    Column("anchor", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # person or visit
    Column("member", Text, nullable=False, index=True),  # id of a record that has this anchor alone
    Column("source", Text, nullable=False, index=True),  # report key, or row of an authority's list
    Column("record", Text, index=True),  # id of the record that holds it now
)
blocks = Table(
    "blocks",
    metadata,
    Column("key", Text, primary_key=True),
    Column("anchor", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)
sketch_keys = Table(
    "sketch_keys",
    metadata,
    Column("month", Integer, primary_key=True, autoincrement=False),  # year * 12 + month of publishing; 0 unknown
    Column("key", Text, primary_key=True),
    Column("report", Text, primary_key=True),
    sqlite_with_rowid=False,
)
# Ids that no anchor gives any more (a report was removed or replaced), and the record that took them over.
former_ids = Table(
    "former_ids", metadata, Column("id", Text, primary_key=True), Column("now", Text, nullable=False, index=True)
)

# A report whose text changed, and the one that came in its place: judgements on the old one hold for the new.
revisions = Table("revisions", metadata, Column("old", Text, primary_key=True), Column("new", Text, nullable=False))

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("origin", Text, index=True),
    Column("destination", Text, index=True),
    Column("kind", Text),
    Column("status", Text),
    Column("head", Text, index=True),
    Column("first_day", Text, index=True),  # ISO, earliest the visit may have begun
    Column("last_day", Text),  # ISO, latest it may have ended
    Column("sources", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("view", Text, nullable=False),  # JSON of model.Visit
)
visit_values = Table(
    "visit_values",
    metadata,
    Column("visit", Text, ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
    Column("field", Text, primary_key=True),  # person, activity, document, title, place, report, topic, language, year
    Column("value", Text, primary_key=True),
    Index("visit_values_value", "field", "value"),
)
persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, index=True),
    Column("wikidata", Text, index=True),
    Column("sources", Integer, nullable=False),
    Column("view", Text, nullable=False),  # JSON of model.Person
)
person_values = Table(
    "person_values",
    metadata,
    Column("person", Text, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("field", Text, primary_key=True),  # name (key of a word of it), office, country, portfolio, level, report
    Column("value", Text, primary_key=True),
    Index("person_values_value", "field", "value"),
)
tenures = Table(
    "tenures",
    metadata,
    Column("person", Text, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("office", Text, nullable=False),
    Column("country", Text),
    Column("accredited", Text),
    Column("first_seen", Text),
    Column("last_seen", Text),
    Index("tenures_office", "office", "country"),
    sqlite_with_rowid=False,
)
unsure = Table(
    "unsure",
    metadata,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
# What the last changes of views put in or took out, so that programs bring what they remember up to date.
changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True),  # counts up; a change is seen when its transaction is
    Column("records", Text, nullable=False),  # ids of visits and persons, spaces between; empty: all of them
)
# What came out different in the visits of a report that was read anew.
rereadings = Table(
    "rereadings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("when", Text, nullable=False, index=True),  # ISO, UTC
    Column("report", Text, nullable=False),  # id
    Column("visit", Text, nullable=False),  # id
    Column("field", Text, nullable=False),  # visit: the whole of it
    Column("before", Text),  # JSON; null: not there
    Column("after", Text),  # JSON; null: not there
)
