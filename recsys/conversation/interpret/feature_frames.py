"""What stands around a feature without telling which, taken out before the patterns of `feature_patterns` read it."""

import re

_OF_ONES_OWN = re.compile(
    r"\b((?:works?|compatible|connects?|pairs?|goes?|runs?|usable|copes?) (?:with|to|on)|tackles?|handles?) (?:my|"
    r"our|his|her|their|an?) "
)
"""What a thing is to work with is no less a feature for being somebody's own: "it should work with my mac"."""
_WITH_WHAT_TAKES = re.compile(
    r"\bwith (?:(?:an?|the|its|some) )?[a-z-]+(?: [a-z-]+)? (?=(?:that|which) (?:takes?|accepts?|holds?|fits?|handles?|"
    r"feeds?|supports?) )"
)
"""Before what tells which: "with a tray that takes envelopes"."""
_AT_AN_END = re.compile(r"\b(?:on|at) (?:the|its|one|both|either) (?:other |first |second |far )?(?:ends?|sides?)\b")
"""Where a plug is tells nothing that a catalog would tell: "RCA on the other end"."""
_OF_THINGS_WITH = re.compile(
    r"\b(not (?:want|need|like|show me|give me)) (?!(?:ones?|any|it|them|something|anything)\b)[a-z-]+s "
    r"(?:with|that (?:have|has)) (?=[a-z0-9])"
)
"""Denies what things have and not the things: "I do not want contacts with nickel"."""
_HELD_WITH = re.compile(
    r"\b(?:that|which) (?:is|are|gets?|comes?) (?:installed|attached|fixed|mounted|held|fastened|secured|fitted|"
    r"powered|"
    r"driven|lined|coated|filled|covered|packed|applied|plated) (?:with|by|using|via|on) "
)
"""By what something is held: "that are installed with adhesive"."""


_WHERE = re.compile(
    r"\b(?:the )?(?:(?:sort|kind|type|one|ones|model|version) )?(?:where|whose) (?:(?:the|its|one|both|either) )?"
    r"(?:[a-z0-9]+ ){0,2}?(?:connector|plug|end|side|socket|port|jacket|cover|lid|handle|frame|base|body|case|housing|"
    r"interface|screen|finish|surface)s? (?:is|are) (?P<no>not )?(?:an? )?(?=[a-z0-9])"
)
"""Tells by a part which is meant: "the sort where the second end is female"."""
_WHICH_PART = re.compile(
    r"\b(?:(?:the|its) )?(?:(?:1st|2nd|first|second|other|far|near) (?P<part>connector|plug|end|side|socket|port)|"
    r"(?P<numbered>connector|plug|end|side|socket|port) (?:1|2|one|two|a|b))(?= (?:is|are|must|should|shall|has|"
    r"have|can|could|"
    r"may|needs|ought|will|would)\b)"
)


def plain(text: str) -> str:
    """Return a text in which what is wanted or denied is said of the thing itself, and of no part of it."""
    text = _WHICH_PART.sub(lambda match: f"the {match['part'] or match['numbered']}", text)
    text = _WHERE.sub(lambda match: "without " if match["no"] else "with ", text)
    text = _WITH_WHAT_TAKES.sub("", _OF_ONES_OWN.sub(r"\1 ", _AT_AN_END.sub(" ", text)))
    return _OF_THINGS_WITH.sub(r"\1 ones with ", _HELD_WITH.sub("with ", text))
