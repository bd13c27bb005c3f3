"""Where a message leaves all behind that was said: "start over", "forget the monitors", "scratch that"."""

import re

from recsys.model.dialogue import DialogueState
from recsys.ranking.kind import stem

_RESET = re.compile(
    r"\b(?:(?:let us |can we |i want to |please |we )?(?:start|begin|commence|restart)(?:n?ing)?\s+(?:over|again|"
    r"afresh|anew|"
    r"fresh|from scratch|from the beginning|from zero|(?:with )?(?:a )?(?:new|fresh|another|"
    r"different)\s+(?:search|topic|request|conversation|one|query))"
    r"|(?<!to )(?<!\bi )reset(?! (?:my|our|your|a|the (?!search|filters?|conversation))\b)(?: everything| it| all| "
    r"this| the (?:search|filters?|conversation))?|"
    r"restart(?: the search)?|"
    r"no longer (?:need|want) (?:that|this|it|those|these|them)(?: anymore)?(?=\s*[.,;!])|"
    r"new (?:search|topic|request|subject|conversation|query|question|task|mission|job)|clean slate|(?<!not "
    r")park(?:ing)? (?:that|this|it|those|these|them)(?: (?:for (?:now|later)|until [^,.;!]*))?(?=\s*[.,;!])|(?:set|"
    r"put|"
    r"leave|setting|"
    r"putting|leaving) (?:that|this|it|those|these|them) (?:aside|to one side|there)(?=\s*[.,;])|from scratch"
    r"|(?:forget|scratch|ignore|drop|discard|scrap|never ?mind|disregard|clear|"
    r"leave)\s+(?:about\s+)?(?:(?:all(?!\s+(?:(?:the|those|these|my) [a-z0-9]|(?:[a-z0-9-]+ ){1,3}(?:ones|models|"
    r"versions|types|kinds)\b))|everything)"
    r"(?!\s+(?:the |my |those |these |other )?(?:filters?|restrictions?|conditions?|criteria|constraints?|"
    r"requirements?|"
    r"limits?|prices?|brands?|colou?rs?|budgets?|features?|specs?)\b)(?:\s+(?:of\s+)?(?:that|this|the above|above|"
    r"so far|"
    r"before|i said|we said|we had|else))?|(?:all\s+(?:of\s+)?)?(?:the above|the previous|what i said(?! (?:about|"
    r"on|regarding|concerning)\b)|"
    r"the rest|the last (?:search|request)|the old (?:search|request|one)|my (?:last|previous|earlier|"
    r"old) (?:request|search|question)|previous (?:search|request)|(?:that|this|it)(?=\s*(?:$|[.,;!|]|"
    r"and\b|then\b|now\b))|(?:that|this|the) (?:(?:whole|entire) )?(?:search|request|topic)|(?:that|this|"
    r"the) (?:whole|entire) "
    r"(?:thing|idea|business|lot)))"
    r"|never ?mind(?=\s*(?:$|[.,!;|]))|forget (?:about )?(?:those|these|them)(?=\s*[.,;!])|cancel(?:"
    r" (?:that|this|it|all|everything|the (?:search|request)|my request))?(?=\s*(?:$|[.,;!|]))"
    r"|(?:something|anything|a) (?:completely |totally |entirely )(?:different|else|new)(?: (?:thing|"
    r"topic|product))?|different (?:topic|subject|thing|product|search|question|problem|matter)|(?:change|"
    r"switch) (?:of )?(?:the )?(?:topic|subject|plan|gears?)s?|switching (?:topics?|gears|to)|"
    r"change of plans?"
    r"|(?:something|anything) (?:else|different)(?: now| then| again)?(?=\s*:)|(?:something|anything) else "
    r"(?:entirely|completely|altogether)|"
    r"(?:different|another|next) (?:item|product)(?= now\b|(?: now)? [:,])|another (?:topic|search|request|"
    r"subject|question|thing)|moving on|on to something else|let us (?:move on|switch(?! to (?:just|only)\b)|talk "
    r"about)|"
    r"(?:a |an )?(?:whole|entirely|completely) new (?!ones?\b)(?=[a-z])|wipe(?: the slate| everything)?|"
    r"enough (?:of|with) (?:this|that|these|those|it|them)|^(?:new|"
    r"next) one(?=\s*[:,])|now for something)\b|"
    r"^(?:(?:okay|right|and|now|so) )*next(?: up| item| thing| task| topic)?(?= [:,])|"
    r"\bnext (?:up )?on (?:my|our|the) list (?:is|are|:)(?! @)"
)
_HAS_ENOUGH = re.compile(
    r"\b(?:as|because|since|for|and) (?:i|we) (?:(?:already|have|had|got|own|really) )+enough of \w+$"
)
"""A reason, and no leave: "no red one, as I have got enough of those"."""
_LEAVES = re.compile(
    r"^(?:(?:okay|well|right|great|thanks|good|yes|no|actually|so|now|hm+|that is|let us|we can|,|\.)\s+)*(?:forget|"
    r"never ?mind|"
    r"scrap|"
    r"leave|drop|enough|no more|(?:i am |we are )?(?:done|finished) with|park|shelve|set aside|put aside|"
    r"scratch)"
    r"(?: (?:about|of|with))?(?: (?:the|those|these|all|"
    r"that))* (?:[a-z][\w-]* ){0,2}?(?P<thing>[a-z][\w-]+)(?: for (?:now|today|an?|one|the) ?(?:sec|second|moment|"
    r"minute|bit|while|time being)?)?(?=\s*[,.;!])"
    r"|^(?:okay |right |great |so )*(?:that|this) (?:settles|does it for|sorts|completes|covers|"
    r"is it for) (?:the |my )?"
    r"(?P<settled>[a-z][\w-]+)(?=\s*[,.;!])"
    r"|^(?:(?:okay|well|right|great|thanks|so|now|let us|we can|please|you can|,|\.)\s+)*(?:set|put|leave|lay) "
    r"(?:the|those|"
    r"these|that) (?:[a-z][\w-]* ){0,2}?(?P<aside>[a-z][\w-]+) (?:aside|to one side|to the side|behind|there|for "
    r"(?:now|"
    r"later|the moment|another day))(?=\s*[,.;!])"
    r"|^(?:[a-z]+ ){0,3}?(?:that is |the )?(?P<done>[a-z][\w-]+) (?:(?:is|are) )?(?:sorted|settled|done|dealt with|"
    r"found|taken care of)(?=\s*[,.;!])"
)
_TAKES_BACK = re.compile(
    r"(?:(?:forget|scratch|ignore|drop|disregard|scrap|leave|discard|clear)(?: about)? (?:that|this|it)|never ?mind|"
    r"cancel(?: (?:that|this|it))?|change of plans?)"
)
"""Takes back a constraint where only a constraint follows: "scratch that, I can only do 90"."""


def find(text: str, state: DialogueState) -> re.Match[str] | None:
    """Return where a canonical text leaves the topic, in general or by the topic's name; None if it does not."""
    if (found := _RESET.search(text)) and not _HAS_ENOUGH.search(text[: found.end()]):
        return found
    match = _LEAVES.match(text) if state.topic else None
    if match is None:
        return None
    left = match["thing"] or match["done"] or match["settled"] or match["aside"]
    about = {stem(word) for word in state.topic.split()}
    return match if stem(left) in about or left.removesuffix("s") in about else None


def leaves(text: str) -> bool:
    """Return whether a text only says that something is done: "that's the cable sorted, now"."""
    return bool(_LEAVES.match(text))


def takes_back(reset: re.Match[str]) -> bool:
    """Return whether a reset may take back one constraint only: "scratch that, I can only do 90"."""
    return bool(_TAKES_BACK.fullmatch(reset.group()))
