"""Constraints taken back: "never mind the price", "any colour is fine", "it need not be wireless"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import polarity
from recsys.conversation.interpret.lexicon import squash
from recsys.model.constraints import AttributeIs, Colour, Feature, Slot
from recsys.model.dialogue import DialogueState
from recsys.ranking.attribute_names import read_name

Drop = Slot | tuple[Slot, str]

_PRICE = (
    r"(?:price(?:s| limit(?:ation)?s?| range| window| band| cap| constraint| restriction| bracket| tag| point|"
    r" filter| ceiling)?|"
    r"budget(?: limit(?:ation)?| constraint| cap| restriction)?|costs?|money|spending limit|(?:price |budget |"
    r"spending |upper |"
    r"lower )?limits?|price maximum|maximum(?: price)?|minimum(?: price)?)"
)
_COLOUR = (
    r"(?:colou?rs?(?: preference| choice| constraint| filter| requirement)?|colouring|what colour(?: it is| it has)?)"
)
_BRAND = (
    r"(?:brands?(?: name)?(?: preference| choice| restriction| constraint| filter| requirement| limit)?|"
    r"manufacturers?|makers?|makes?|suppliers?|vendors?|compan(?:y|ies)|brand names?|who (?:makes|made|manufactures|"
    r"produces) (?:it|them|that|these))"
)
_FORGET = (
    r"(?:(?:do|does) not have (?:a|any)(?: fixed| set)?|(?:forget|ignore|scratch|disregard|take back) what i (?:said|"
    r"wrote)(?: earlier| before)? (?:about|on|regarding|concerning)|forget(?: about)?|remove|drop|ignore|lift|"
    r"cancel|(?:give|giving|"
    r"gave) up on|"
    r"take back|(?:not|no longer) insist(?:ing)? on|not (?:have|need) to (?:stick|keep|adhere|hold) to|never "
    r"?mind(?: about)?|"
    r"scratch|delete|clear|"
    r"skip|disregard|get rid of|lose|ditch|undo|take away|take off|do not (?:worry|care|bother|mind|"
    r"fuss) (?:about|for|with)?|do not mind|not (?:be )?(?:too |so )?(?:worried|bothered|fussed|picky|fussy|"
    r"particular|choosy|strict) (?:about|on|as to)|"
    r"(?:stop|quit) (?:being (?:so )?(?:picky|fussy|choosy|particular|strict)|insisting|caring|worrying) (?:about|"
    r"on|over|as to)|"
    r"(?:open|flexible|easy) (?:on|about|to|with)|without(?: a| any)?|no more|no longer (?:(?:have|need|want|set) "
    r")?(?:any|an?)|"
    rf"{polarity.AGAINST}|sod|screw|stuff|hang|damn|to hell with|who cares about|open|unlimited|unrestricted|"
    r"no (?:cap|limit|ceiling|restriction|limitation) on|open (?:(?:it|this|that|things) )?up(?: to)?|"
    r"leave out|leave aside|not (?:have to |need to )?(?:worry|care|bother|fuss|stress|think) (?:about|over|with)|"
    r"(?:does|do) not (?:have|need) to be(?: (?:from|by|of|in))?|need not be(?: (?:from|by|of|in))?|"
    r"relax|loosen|open up|no need (?:for|to (?:care|worry|think) about|to (?:stick|keep|"
    r"adhere) to|to stay (?:in|within|under))|regardless of|"
    r"irrespective of|independent of|flexible (?:on|about|with)|no|waive|scrap)"
)
_DET = (
    r"(?:\s+(?:the|my|a|any|that|this|our|about|all|all the|whole|both|either|what|those|of|specific|particular|"
    r"certain|given|single|one))*"
)
_IRRELEVANT = (
    r"(?:(?:is|are|does|do|can|could|may|will|would|should|was|has|as|really|actually|just|at all|"
    r"honestly|to me|for me|here|now|anymore)\s+)*(?:not (?:really |actually |that |so |at all |all that |"
    r"too |particularly )*(?:matter|important|relevant|(?:bother|concern|interest|impress)(?: me| us)?|"
    r"worth [a-z ]+|an? (?:constraint|"
    r"restriction|limit|requirement|issue|problem|"
    r"concern|object|factor|thing|"
    r"big deal|must)|care|crucial|critical|essential|fixed|decisive)|no (?:longer )?(?:an? )?(?:issue|object|"
    r"bar\b|barrier|"
    r"hindrance|"
    r"problem|concerns?(?: me| us)?|matters?|important|relevant|applies|exists|counts|holds|objection|longer matters?|"
    r"longer (?:important|(?:interests?|bothers?|worries)(?: me| us)?)|bother)|(?:hardly|barely|scarcely) "
    r"(?:matters?|counts?)|"
    r"be (?:ignored|dropped|disregarded|lifted|removed|waived|forgotten|relaxed|skipped)|"
    r"(?:is |are )?off (?:the )?(?:table|list|menu)|(?:is |are )?(?:of (?:no|little) (?:importance|concern|"
    r"consequence|relevance|interest)|off\b|lifted|removed)|"
    r"was (?:only |just )?an? (?:[a-z]+ )?(?:condition|wish|idea|demand|requirement|whim|limit|thought)|"
    r"(?:is )?neither here nor there|makes? no (?:difference|odds)|plays? no (?:role|part)|(?:is|are) all the same|"
    r"irrelevant|unimportant|"
    r"secondary|out (?:of )?the window|"
    r"history|gone|dead|a non-issue|no more(?! than\b)|flexible|negotiable|"
    r"open|up to you|your (?:call|choice|pick|decision)|be anything|be whatever|"
    r"whatever|unlimited|optional|be higher(?! than)|not matter)"
)
_FINE = (
    r"(?:(?:is|are|would be|will be|will|would|works?|can be)\s+)?(?:also )?(?:okay|fine|good|great|do|"
    r"acceptable|possible|works?|alright|welcome|allowed|goes)"
)


def _slot(name: str) -> re.Pattern[str]:
    name += r"(?: (?:thing|bit|part|requirement|condition|rule))?"
    joint = r"\s*(?:,|and|or|nor)\s*(?:the |my |about the )?"
    noun = (
        rf"(?:(?:{_PRICE}|{_COLOUR}|{_BRAND}){joint}){{0,3}}{name}\b(?:{joint}(?:{_PRICE}|{_COLOUR}|{_BRAND})){{0,3}}"
    )
    return re.compile(
        rf"\b(?:{_FORGET}{_DET}\s+(?:\$?\d+ )?{noun}\b(?: of \$?\d+)?(?!\s+(?:down )?(?:to \$?\d|[@%^$]))"
        r"|(?:i |we )?(?:do not|never|could not|not) (?:really |actually |too |that )?(?:care|mind|bother(?:ed)?|"
        r"fussed|picky|"
        r"fussy|choosy|particular)(?:\s+(?:about|for|"
        rf"on|what|which|who|how much|if|at all))*\s+(?:the\s+)?{noun}"
        rf"|(?:the |my |any |whatever |which |what )*{noun}\s+{_IRRELEVANT}"
        r"|(?:no matter|does not matter|it does not matter|regardless|whatever|never mind|"
        rf"all the same)\s+(?:what|which|about|of)?\s*(?:the\s+)?{noun}"
        rf"|(?<!these )(?<!those )(?<!they )(?:any|every|all|whatever|whichever|each)(?: old)?\s+{noun}(?!\s+(?:except|"
        rf"but(?= (?:not|no|the|a|in|from|for|"
        rf"[@%^]))|other than|apart|besides|excluding|"
        r"without|not|from|under|over|around|below|above|between|is fine except|"
        rf"is okay except))(?:\s+{_FINE})?"
        rf"|(?:any other|all other|other|different|another)\s+{noun}\s+(?:{_FINE}|as well|too|also)\b"
        rf"|(?:take|put|set|lift|leave) (?:the |my |that )*{noun} (?:off|away|aside|out)\b"
        rf"|(?:anything|whatever|everything) (?:goes|works|will do)(?: (?:for|on|with|in|as to|regarding|"
        rf"concerning))?(?: the)? {noun}"
        rf"|{noun}\s*[:?,]?\s+(?:any|whatever|open|no preference|free)\b"
        r"|no (?:preference|preferences|restrictions?|limits?|limitations?) (?:on|for|regarding|about|as to|"
        rf"in|when it comes to|in terms of|of)(?:\s+the)?\s+{noun})"
    )


_CATEGORY = r"(?:(?:product )?categor(?:y|ies)|departments?)"
_STOCK = re.compile(
    r"\b(?:(?:out of stock|sold[- ]out|back ?order(?:ed)?)(?: (?:ones?|items?|products?))?"
    r" (?:is|are|would be|will be) (?:also )?(?:fine|okay)"
    r"|(?:does not|do not|need not) (?:have to |need to )?be (?:in stock|available)"
    r"|(?:look at|show(?: me)?|include|add|allow|take|consider)(?: also)? (?:(?:what|those that|ones that|items that)"
    r" (?:is|are) |the |any )?(?:out of stock|sold[- ]out)(?: ones?| items?| products?)?(?: too| also| as well)?"
    r"|(?:never ?mind|forget|ignore|drop) (?:about )?(?:the )?(?:availability|stock)|availability does not matter)\b"
)
_SLOTS: tuple[tuple[Slot, re.Pattern[str]], ...] = (
    ("price", _slot(_PRICE)),
    ("colour", _slot(_COLOUR)),
    ("brand", _slot(_BRAND)),
    ("category", _slot(_CATEGORY)),
)
_WHATEVER_COST = re.compile(
    r"\b(?:(?:remove|drop|lift|scrap|forget|lose|ditch|cancel|take off) (?:the|my|that) \$?\d+ (?:dollar )?(?:cap|"
    r"ceiling|maximum|limit)|(?:remove|drop|lift|scrap|lose|ditch|raise) (?:the|my|that) (?:cap|ceiling)(?=\s*(?:$|"
    r"[.,;!?|]))|(?:take|lift|get) (?:the|my|that) (?:cap|ceiling|lid|limit) off|(?:cap|ceiling) (?:is|was) (?:off|"
    r"gone|lifted)|"
    r"(?:the|my|that) \$?\d+(?:\.\d+)? (?:dollar )?(?:cap|ceiling|maximum|limit|budget) (?:can go|may go|"
    r"is (?:gone|off|"
    r"history)|no longer (?:applies|holds|counts|matters)|does not (?:apply|matter|count|hold)(?: any ?more)?)|"
    r"(?:never ?mind|forget(?: about)?|ignore|drop|scrap|scratch|lift|remove|disregard) (?:the|my|that) \$\d+(?:\.\d+)?"
    r"(?: (?:thing|part|rule|bit))?(?=\s*(?:$|[.,;!?|]))|spend (?:whatever|anything|freely)|(?:go )?as (?:high|"
    r"expensive) as (?:you|it|they) (?:like|want|need|takes?|"
    r"wish)|"
    r"(?:forget(?: about)?|never ?mind|ignore|do not (?:worry|think|care)(?: about)?|no matter) what (?:it|they|"
    r"that|this) "
    r"(?:costs?|is priced at)|(?:forget|never ?mind|no need|stop|not (?:worry|bother))(?: about)? (?:(?:to |for "
    r")?(?:keep|hold)(?:ing)? )(?:the )?"
    r"(?:price|cost)s? (?:down|low)|(?:the )?sky(?: is)? the limit|whatever (?:it|they) costs?|money (?:is )?no "
    r"(?:object|"
    r"problem|issue)|no matter (?:the cost|"
    r"what it costs)|sky is the limit|(?:i )?(?:can|could|will) (?:also )?(?:pay|"
    r"spend) (?:more(?! than \$?\d)(?: than (?:that|this))?|anything|whatever|"
    r"any amount|as much as \w+)|"
    r"(?:i |we )?(?:(?:do not|not) (?:really )?(?:care|mind)|never ?mind) (?:how much|what) (?:it|they|that) costs?|"
    r"(?:okay|fine|happy|good|comfortable) (?:with )?(?:spending|paying|to spend|to pay) (?:a bit |"
    r"a little )?more(?! than)|"
    r"(?:spend|pay|charge) (?:what|whatever|as much as) (?:you|i|we|it|they)(?: (?:like|want|wish|need|costs?|"
    r"takes?))?|"
    r"(?:can|could|may|might|okay to|fine to|happy to|willing to) (?:also )?(?:go|be|spend) (?:over|above|beyond) "
    r"(?:the |my |our )?(?:budget|limit)|cost what (?:it|they) may|any amount|expensive is (?:fine|okay)(?: too)?|"
    r"(?:it )?(?:can|"
    r"may) (?:also )?(?:cost more(?! than)|be (?:more )?expensive)|spare no expense|price is no object)\b"
)
_NO_ONE_BRAND = re.compile(
    r"\bnot (?:limit|restrict|tie|confine|narrow)(?:ed|ing)? (?:(?:it|this|that|us|me|myself|ourselves|"
    r"yourself) )?(?:down )?"
    r"to (?:(?:an?|any|one|the|a single|only|certain|specific|particular|some|those|these) )*(?:brand|make|maker|"
    r"manufacturer)s?\b"
)
_BEYOND = re.compile(
    r"\b(?:look|go|search|shop)(?:ing)? (?:beyond|further than|outside(?: of)?) (?:the )?%[\w+]+"
    r"(?:(?:,| or| and)+\s*%[\w+]+)*"
)
_EXCEPT_FOR = (
    r"\s*(?:except|but|other than|apart from|besides|excluding|save|not)\b(?:\s+(?:for|not|no|the|from|in))*\s*"
)
_EXCEPT = {"colour": re.compile(rf"{_EXCEPT_FOR}\^"), "brand": re.compile(rf"{_EXCEPT_FOR}%")}
"""What follows "any colour" and "any brand" where one of them is not wanted after all."""
_ALL_FEATURES = re.compile(rf"\b{_FORGET}{_DET}\s+(?:features?|specs?)\b")
_EVERYTHING = re.compile(
    rf"\b{_FORGET}{_DET}\s+(?:other )?(?:requirements?|filters?|conditions?|criteria|constraints?|restrictions?|"
    rf"rules)\b"
)
_ALL_SLOTS: tuple[Slot, ...] = ("price", "brand", "category", "colour", "feature", "attribute", "stock")
_CLAUSES = re.compile(r"\s*[.,;|!]+\s*|\s+but\s+")
_NEED_NOT = re.compile(
    r"\b(?:(?:do not|need not|no longer|not|stop|to) insist(?:ing)? on|does not (?:have|need) to|do not (?:have|"
    r"need) to|need not|must not necessarily|"
    r"does not need|(?:live|do|go|manage) without|allow|no longer needs?|"
    r"not (?:(?:that|so|very|really|all that|too) )+(?:needed|necessary|required|important)|not an? (?:must|"
    r"requirement|necessity|condition)|"
    r"not necessarily|no need (?:for|to)|is not (?:needed|necessary|required|important|a must)|"
    r"are not (?:needed|necessary|required)|not (?:needed|necessary|required|important)|"
    r"does not matter|do not (?:really )?(?:need|care|mind)|no longer|after all|is (?:fine|okay|alright)|"
    r"are (?:fine|okay)|would be (?:fine|okay|alright|acceptable|welcome|possible)|or not|makes no (?:difference|odds)|"
    r"(?:scrap|ditch|lose) the|"
    r"forget|drop|remove|never ?mind|ignore|"
    r"lift|skip|scratch|"
    r"i do not mind|can be|may be|also okay|also fine|optional|okay too|fine too|changed my mind|"
    r"with or without|can go\b(?! back)|allowed|if it must be|whether)\b"
)


@dataclass(frozen=True, slots=True)
class Lifted:
    """What was taken back, and the text without it."""

    rest: str
    drop: tuple[Drop, ...] = ()


def read(text: str, state: DialogueState) -> Lifted:
    """Return the slots and the single constraints that a message lifts."""
    drop: list[Drop] = []
    if _WHATEVER_COST.search(text):
        drop.append("price")
        text = _WHATEVER_COST.sub(" | ", text)
    said = text
    for slot, pattern in _SLOTS:
        match = pattern.search(said)
        if match and not (slot in _EXCEPT and _EXCEPT[slot].match(said[match.end() :])):
            drop.append(slot)
            text = text.replace(match.group(), " | ")
    for pattern in (_BEYOND, _NO_ONE_BRAND):
        if pattern.search(text):
            drop.append("brand")
            text = pattern.sub(" | ", text)
    if _STOCK.search(text):
        drop.append("stock")
        text = _STOCK.sub(" | ", text)
    if _EVERYTHING.search(text):
        drop = drop or list(_ALL_SLOTS)  # "the price can be anything, I removed that condition"
        text = _EVERYTHING.sub(" | ", text)
    if _ALL_FEATURES.search(text):
        drop.extend(("feature", "attribute"))
        text = _ALL_FEATURES.sub(" | ", text)
    if _NEED_NOT.search(text):
        text, single = _single(text, state)
        drop += single
    return Lifted(text, tuple(dict.fromkeys(drop)))


def _single(text: str, state: DialogueState) -> tuple[str, list[Drop]]:
    """Lift the features and the colour that are in force and named where something is said not to be needed."""
    drop: list[Drop] = []
    squashed = squash(text)
    for stated in state.constraints:
        match stated.constraint:
            case Feature(name) if squash(name) in squashed and _about(name, text):
                drop.append(("feature", name))
            case Colour(name) if f"^{name.replace(' ', '+')}" in text and _NEED_NOT.search(text):
                drop.append(("colour", name))
            case AttributeIs(name) if _names_attribute(name, text):
                drop.append(("attribute", name))
            case _:
                continue
    return (_without_lifted(text, drop) if drop else text), drop


def _without_lifted(text: str, drop: list[Drop]) -> str:
    """Return the clauses of a text that neither name what is lifted nor say that something is not needed."""
    names = [squash(one[1]) for one in drop]
    kept = (
        clause
        for clause in _CLAUSES.split(text)
        if not (_NEED_NOT.search(clause) or any(name in squash(clause.replace("+", " ")) for name in names))
    )
    return " | ".join(kept)


def _names_attribute(name: str, text: str) -> bool:
    """Return whether a text names an attribute: "never mind the battery" for `battery_hours`."""
    plain = [word for word in read_name(name, units=True).plain.split() if word not in {"max", "min"}]
    return bool(plain) and all(re.search(rf"\b{re.escape(word)}\b", text) for word in plain)


def _about(name: str, text: str) -> bool:
    """Return whether it is the feature itself that is not needed: "must not be matte" wants more, not less."""
    return not re.search(r"\b(?:must|should|may|can) not (?:be|have)\b", text) or name not in text
