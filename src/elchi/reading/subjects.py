"""Two offices right beside each other before a name: of one person, or of one told before and one named after."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.positions import Position
from elchi.reading.scan import Scan
from elchi.vocabulary.load import heads

STATE, GOVERNMENT, MINISTER = "head_of_state", "head_of_government", "minister"


def another_subject(scan: Scan, left: Position, right: Position) -> bool:
    """True where a bare office stands right before another's: president, minister of X; prime minister, president."""
    own = scan.within("countries", left.start, left.end)
    bare = all(p.bare for p in left.posts) and not own
    if bare and scan.within("countries", right.start, right.end):
        return True
    if left.end == right.start and (_once_more(scan, left, right, own) or _side_by_side(scan, left, right)):
        return True
    if left.end == right.start and any("spokes" in (p.office or "") for p in right.posts):
        return True  # the president's spokesman
    levels = [{heads().get(post.head, {}).get("level") for post in p.posts} for p in (left, right)]
    if bare and left.end == right.start and levels in ([{MINISTER}, {GOVERNMENT}], [{MINISTER}, {STATE}]):
        return True
    return left.end == right.start and levels in ([{GOVERNMENT}, {STATE}], [{STATE}, {GOVERNMENT}])


def _once_more(scan: Scan, left: Position, right: Position, own: list[Item]) -> bool:
    """True where an office without what it is of can only be told once more, right before a full one of another (the
    secretary general, the Turkish minister), in a language that names what an office is of before it."""
    if scan.language.settings.get("position", {}).get("head") != "last" or not all(p.bare for p in left.posts):
        return False
    whole = not right.posts[0].bare and right.posts[0].head != "ambassador"
    known = any("adj" in i.attrs for i in own) or left.posts[0].head == "secretary general"
    return whole and known and right.posts[0].head != left.posts[0].head


def _side_by_side(scan: Scan, left: Position, right: Position) -> bool:
    """True for an office of nothing said right before another head's, no mark between: where no office may stand
    behind its holder's name, somebody else does something there."""
    if scan.language.settings.get("position", {}).get("after", True) or len(left.posts) > 1:
        return False
    post = left.posts[0]
    said = post.body is not None or post.country or scan.within("portfolios", left.start, left.end)
    return not said and post.office != right.posts[0].office and not post.occupation


def drop_title(positions: list[Position]) -> None:
    """Drop from the offices before a name an ambassador right after a minister or a deputy of one: there it is the
    diplomat's rank (Deputy Minister Ambassador X), not a post abroad."""
    if len(positions) < 2 or positions[-2].end != positions[-1].start:
        return
    post, before = positions[-1].posts[0], positions[-2].posts[-1]
    level = heads().get(before.head, {}).get("level")
    if post.bare and post.head == "ambassador" and not (post.country or post.at) and level == MINISTER:
        positions.pop()
