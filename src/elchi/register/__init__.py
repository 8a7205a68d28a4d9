"""The store: reports, statements and judgements, and the views computed from them."""

from elchi.register.store import Register
from elchi.register.values import Facet, Hit, Holder, ReviewItem, StoredReport

__all__ = ["Facet", "Hit", "Holder", "Register", "ReviewItem", "StoredReport"]
