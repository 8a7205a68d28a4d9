"""The standard name of an office from its head and what it is over."""

from __future__ import annotations

from functools import cache

from elchi.vocabulary.load import heads, office_names


def compose_office(head: str, of: list[str], kind: str | None, portfolio: str | None) -> str:
    """Name an office from its head and what it is over, by vocabulary/offices.tsv, else by the head's template."""
    names, row = office_names(), heads().get(head)
    for over in of:
        if (head, over) in names:
            return names[(head, over)]
    if kind and (head, f"kind:{kind}") in names and of:
        over = portfolio or of[0].removeprefix(f"{kind} of ")
        return names[(head, f"kind:{kind}")].replace("{of}", over)
    if row is None:
        return names.get((head, ""), head)
    takes = row.get("takes", "none")
    of = [over for over in of if not over.startswith("@")]
    if row.get("template_with") and of and takes != "none":
        whole = portfolio if takes == "portfolio" else of[0]
        if whole:
            return row["template_with"].replace("{of}", whole)
    return row.get("template") or head


@cache
def takes_office(head: str) -> bool:
    """True for a head that may be over another office (adviser to the president)."""
    return any(of in heads() or (of, "") in office_names() for h, of in office_names() if h == head and of)
