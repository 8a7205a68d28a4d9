"""The store: reports, statements and judgements, and the views computed from them."""

from elchi.register.store import Register
from elchi.register.values import Facet, Hit, Holder, Lines, PersonLine, Rereading, ReviewItem, StoredReport, VisitLine

__all__ = [
    "Facet", "Hit", "Holder", "Lines", "PersonLine", "Register", "Rereading", "ReviewItem", "StoredReport", "VisitLine",
]  # fmt: skip
