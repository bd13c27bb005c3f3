"""Wishes whose object stands first, said straight: "white it should not have", "the type cat5e I do not want".

So say people for emphasis, and people with another first language for good. Read after `normalise`, before anything is
recognised: what stands first is any words that are no sentence of their own.
"""

from recsys.conversation.interpret.phrases import compiled, written_out

_NO_OBJECT = (
    r"(?!(?:i|we|you|he|she|it|they|that|this|these|those|which|what|who|how|why|when|if|where|is|are|was|were|has|"
    r"have|"
    r"had|do|does|did|can|could|will|would|should|must|may|not|no|never|only|just|but|so|because|then|there|here|one|"
    r"ones|first|second|third|last|number|anything|something|nothing|everything|please|sorry|thanks|really|reason|"
    r"show|give|find|need|want|like|prefer|looking|make|take|get|keep|leave|let|skip|drop|avoid|exclude)\b)"
)
_WORD = rf"{_NO_OBJECT}[a-z0-9][\w.+'/&-]*"
_WHAT = (
    rf"(?:(?:the|an?|any|of|for|from|with|in) )*(?P<what>{_WORD}(?: {_WORD}){{0,5}}?(?: (?:that|which) (?:is|are|"
    rf"has|have) "
    rf"{_WORD})?)"
)
_SHORT = rf"(?P<what>{_WORD}(?: (?:and |or )?{_WORD}){{0,3}}?)"
_BEGIN = r"(?:^|(?<=[.,;:!?|] ))(?:(?:and|but|so|also|though|however|oh|hm+|well|sorry|please|then) )*"
_END = r"(?= *(?:$|[.,;!?|]|(?:so|because|since|as|and|but|please|either|anymore|though|at all)\b))"
_PERSON = r"(?:i|we)(?: (?:really|also|certainly|definitely|still|just|rather|actually|absolutely|personally))*"
_DECLINE = (
    r"(?:do|would|could|can|will|shall|should) (?:(?:really|also|rather) )?not (?:want|need|like|have|take|use|see)"
)
_SORT = (
    r"(?:something|anything|one thing|a thing|(?:an?|the|one) (?:[a-z]+ )?"
    r"(?:brand|make|maker|company|manufacturer|name|feature))"
)
_SHUNS = (
    r"(?:(?:want|like|prefer|try|have|need|would|will) (?:to )?){0,3}(?:stay|keep|steer)(?:ing)? (?:well )?(?:away|"
    r"clear|"
    r"off|out) ?(?:from|of)?|(?:(?:want|like|prefer|try|have|would|will) (?:to )?){0,3}(?:avoid|do without|skip|"
    r"exclude)"
)
_PHRASES: tuple[tuple[str, str], ...] = (
    (r" (?:on|at) (?:the|its|one|both|either) (?:other |first |second |far )?(?:ends?|sides?)\b", ""),
    (
        rf"{_BEGIN}{_WHAT} (?:please )?(?:to )?not (?:to )?(?:offer|show|suggest|include|recommend|list|bring|"
        rf"give)(?: me| us)?"
        rf"{_END}",
        r" do not show \g<what>",
    ),
    (
        rf"{_BEGIN}{_WHAT} (?:must|should|can|please) (?:you )?(?:leave|let|take|put) (?:away|out|off|aside){_END}",
        r" leave out \g<what>",
    ),
    (
        rf"{_BEGIN}{_SHORT}(?: (?:both|too|also|two brands))* (?:(?:do|does) not (?:want|need|like|wish)|"
        rf"(?:(?:is|are) )?(?:also )?not want(?:ed)?){_END}",
        r" i do not want \g<what>",
    ),
    (
        rf"{_BEGIN}{_WHAT} (?:will|would) not (?:do|work(?: for (?:me|us))?|suit (?:me|us)){_END}",
        r" i do not want \g<what>",
    ),
    (rf"{_BEGIN}{_SHORT} is except(?:ed|ion)?{_END}", r" not \g<what>"),
    (rf"{_BEGIN}{_WHAT} ,? ?{_PERSON} {_DECLINE}(?: (?:it|them|to have|to see))*{_END}", r" i do not want \g<what>"),
    (
        rf"{_BEGIN}{_WHAT} is {_SORT}(?: that| which)? {_PERSON} (?:{_DECLINE}(?: (?:it to have|it|them|to have))?|"
        rf"{_SHUNS}){_END}",
        r" i do not want \g<what>",
    ),
    (
        rf"{_BEGIN}(?:of|from|by) {_WHAT} {_PERSON} (?:want|need|take|like|buy) (?:nothing|none){_END}",
        r" nothing from \g<what>",
    ),
    (
        rf"{_BEGIN}{_WHAT} (?:it|they) (?:should|must|may|can|shall|need) not (?:be|have|contain|include|use|come in)"
        rf"{_END}",
        r" it must not have \g<what>",
    ),
    (
        rf"{_BEGIN}{_WHAT} (?:should|must|may|can|shall) not be (?:there|in it|on it|present|included|part of it)\b",
        r" it must not have \g<what>",
    ),
    (rf"{_BEGIN}{_WHAT} (?:, )?(?:please not|not please|not , please|, please no){_END}", r" not \g<what>"),
    (
        r"\b(i do not want|it must not have) ([a-z][\w-]*) (?:that|which) (?:is|are) ([a-z0-9][\w.-]*)(?= *(?:$|"
        r"[.,;!?|]))",
        r"\1 \3 \2",
    ),
    (r"\b(must|should|has to|have to|needs to) to be\b", r"\1 be"),
    (
        rf"\b(must|should|has to|have to) (?P<what>{_WORD}(?: {_WORD}){{0,2}}?) be(?= *(?:$|[.,;!?|]))",
        r"\1 be \g<what>",
    ),
    (r"\b(is|are) (?=(?:must|necessity|requirement)\b(?! (?:be|have|say|not)))", r"\1 a "),
    (
        r"\b(?:it is (?:very |really |absolutely )?(?:necessary|important|required|needed|essential|a must|mandatory)|"
        r"(?<!what )(?<!all )(?<!thing )(?:i|we) (?:need|want|require|prefer|insist)|make (?:sure|certain)|ensure) "
        r"(?:that )?(?:(?:the|its) )?"
        r"(?:(?!that\b|which\b|who\b|ones?\b|something\b|anything\b|what\b|to\b|an?\b)[a-z]+ ){1,3}?(?:is|are) "
        r"(?!not\b|what\b|that\b|it\b|too\b|more\b|less\b|for\b|to\b)",
        "it must be ",
    ),
)
_STRAIGHT = compiled(_PHRASES)


def straight(text: str) -> str:
    """Return a canonical text with the object behind its verb."""
    return written_out(text, _STRAIGHT).strip()
