"""What "it" and "those" stand for where a clause only points back: "C2G is sold out, so don't show it".

Such a clause decides over what the clause before it names, and the rest of that clause is a story. Both become one
plain wish, "not C2G" or "only C2G", in the words that the other rules read.
"""

import re
from collections.abc import Iterator

from recsys.conversation.interpret import polarity, strange_names
from recsys.conversation.interpret.lexicon import PHRASE_WORDS, Lexicon
from recsys.conversation.interpret.normalise import Message
from recsys.conversation.interpret.words import LEADING, OF_SENTENCES, VAGUE
from recsys.retrieval.english import is_ordinary

_THEM = (
    r"(?:it|them|that|this|those|these|such|any|one|any of (?:it|them|those|these)|"
    r"any(?:thing)? (?:with|from|by|like) (?:it|them|that|those)|both(?: of them)?|either(?: of them)?|the (?:lot|two))"
)
_WHICH = r"(?:ones?|makes?|brands?|makers?|company|kinds?|sorts?|types?|stuff|thing|colours?|shades?)"
_SORT = rf"(?: {_WHICH})?"
_NO_OTHER = (
    r"(?:no|nothing|none|not an?y?) (?:others?|else)(?: (?:makes?|brands?|makers?|kinds?|will do|will pass|would do))?"
)
_LEAD = (
    r"(?:^|[.,;!?|:]|\b(?:so|and|hence|therefore)\b)\s*(?:(?:so|and|then|please|just|kindly|thus|thanks)\s+)*"
    r"(?:(?:can|could|would|will) you (?:please |kindly |just )?)?"
)
_END = r"(?:\s+(?:please|thanks|either|again|at all|for me|for us|then|now|though))*(?=\s*(?:$|[.,;!?|]))"
_REFUSALS = (
    rf"(?:no|not|none of|never|not one of|not any of)(?: (?:from|by|with))? {_THEM}{_SORT}",
    r"(?:i |we |you )?(?:do|can|could|would|should|will|must) not (?:be |have |see |get )?(?:show|include|list|suggest|"
    r"recommend|give|send|offer|want|need|take|use|buy|shown|listed|included)(?: me| us)?"
    rf"(?: {_THEM}{_SORT})?",
    rf"(?:(?:i|we) (?:(?:would|will|rather|prefer to|like to|want to|have to|better|must|should) )+)?"
    rf"{polarity.REFUSE}(?: {_THEM}{_SORT})?",
    rf"without {_THEM}{_SORT}",
    rf"no (?:thanks|thank you) to {_THEM}{_SORT}",
    rf"neither of (?:them|those|these){_SORT}",
    r"(?:it|they|mine|ours) (?:can|could|must|may|should|shall|do|does) not (?:have|use|include|contain|be|need|"
    rf"support) {_THEM}",
    rf"(?:steer|stay|keep)(?:ing)?(?: me| us)? (?:well )?(?:clear of|away from) {_THEM}",
    rf"nothing (?:with|from|by) {_THEM}",
    rf"(?:(?:i|we) )?(?:(?:would|will|want to|like to|rather|prefer to) )*giv(?:e|ing) {_THEM} (?:an? |the "
    rf")?(?:miss|pass|"
    r"wide berth|swerve|boot|chop)",
    rf"(?:i|we) (?:would|will)(?: much| really)? rather not (?:have|see|get|take|buy|use|own) {_THEM}{_SORT}",
    rf"(?:leave|keep|cut|take|throw|filter|cross|strike|rule|count) {_THEM}{_SORT} (?:out|off|away|aside)"
    r"(?: (?:of )?(?:the|my|our|your|it)(?: [a-z]+)?)?",
    r"(?:it|they|that|this|those|these) (?:is|are) (?:out|off|excluded|ruled out|no good|no use|"
    r"a no)(?: the (?:list|table))?",
    rf"any(?:thing|one| other {_WHICH}| other colours?| colours?| shades?) (?:but|than|except|save) {_THEM}{_SORT}",
)
_CHOICES = (
    r"(?:(?:i|we) )?(?:(?:want|need|would like|show|give|find|list|take|get)(?: me| us)? )?"
    rf"(?:(?:only|just|solely|exclusively) {_THEM}|{_THEM}{_SORT} (?:only|exclusively)){_SORT}",
    r"(?:(?:i|we) (?:want|would like|prefer) to |let us |can (?:i|we) )?(?:see|look at|stick to|"
    r"stay with) (?:only |just )?"
    r"theirs(?: only)?",
    r"(?:could it |should it |it should |it must )?be (?:from|by) (?:them|those) only",
    rf"(?:show|give|find|list)(?: me| us)? (?:those|them|these|that|theirs)(?: ones?)?\s*,?(?: and| but)? {_NO_OTHER}",
    _NO_OTHER,
    r"(?:those|these|that)(?: ones?)? please",
    r"(?:it|they|this|that) (?:has to|have to|must|should) be (?:theirs|(?:from|by) them|them|that one|one of theirs)",
    rf"(?:that|this|it) is (?:the )?(?:only |one ){{1,2}}{_WHICH}?(?: that)? (?:i|we) (?:want|need|take|trust|buy|use)",
)
_REFUSES = re.compile(rf"{_LEAD}(?:{'|'.join(_REFUSALS)}){_END}")
_WANTS = re.compile(rf"{_LEAD}(?:{'|'.join(_CHOICES)}){_END}")
_NO_OTHERS = re.compile(rf"{_LEAD}{_NO_OTHER}(?:\s+(?:please|thanks))*")
_NEEDS = re.compile(
    rf"{_LEAD}(?:it|they|that one|this|the [a-z]+) (?:(?:would|will) )?(?:must|should|needs?|has|have|ought)(?: to)?"
    rf"(?: (?:have|be|support|take|fit|be for|work with|go with))? (?:that|this|it|one|those)"
    rf"(?: (?:type|kind|sort|one))?{_END}"
)
_COMPLEMENT = re.compile(
    r".*\b(?:is|are|was|were|uses?|runs? on|takes?|reads?|accepts?|has|have|had|on|with|called|about|of) (?:(?:an?|the|"
    r"only) )*(?P<what>[a-z0-9][\w .+/-]*?)"
    r"(?: (?:at|in|on) (?:home|work|school|(?:the|my|our) [a-z]+))?$"
)
"""What a clause says of something: "the plug is a Centronics", "runs on Windows Vista"."""
_WISHES = re.compile(
    rf"{_LEAD}(?:(?:i|we) (?:(?:would|do|really|also|definitely) )*)?(?:look for|search for|show(?: me| us)?|"
    r"find(?: me| us)?|"
    r"give(?: me| us)?|want|need|like|miss|prefer|get|include) (?:it|that|those|these|them|one of those)"
    rf"(?: (?:as well|too|also|again))*{_END}"
)
"""Asks for what was told of before, and not for nothing else: "my old one had a DVD drive, please look for that"."""
_ASIDE = re.compile(r" (?:and|but) (?:i|we) [^,]*$")
_NO_NAME = 2
"""Letters of a word that the catalog may have by chance: "no"."""
_DENIES = re.compile(r"\b(?:can|could|must|may|should) not (?:have|be)\b")
_CLAUSE = re.compile(r"[,;!?|]|\.(?!\w)|\bbut\b")
_TAG = re.compile(r"%\d+(?:\s*(?:,|and|or|nor)\s*%\d+)*|\^[a-z+]+")
_SUBJECT = re.compile(
    r"^\s*(?:(?:and|but|so|well|okay|hm+|the|a|an|those|these|all|my|our|apparently|honestly|sadly|unfortunately|"
    r"(?:he|she|they|it) (?:adds|says|said|thinks|claims|writes|insists)(?: that)?|it "
    r"seems|"
    r"i guess|i think|i fear|i hear|somehow|sorry)\s+)*"
    r"(?P<what>(?:[a-z0-9][\w.+/-]*\s+){1,4}?)(?:is|are|was|were|keeps?|has|have|makes?|gives?|always|never|just|"
    r"does|do|"
    r"will|would|can|[a-z]+(?= (?:out|up|down|off|me|us|too|so|all|very|far)\b))\b"
)


_NOUN = re.compile(r" (?:things?|ones?|stuff|types?|models?|kinds?|sorts?|versions?)$")
_OF_SORT = re.compile(r"([a-z0-9][\w.+/-]*) (?:ones|types|models|versions|kinds)\b")


def resolved(text: str, message: Message, lexicon: Lexicon) -> str:
    """Return a tagged text in which a clause that points back says what it points to."""
    for pattern, plainly in ((_REFUSES, "not"), (_WANTS, "only")):
        match = pattern.search(text)
        if match is None or match.start() == 0 or "@" in text:
            continue
        start, clause = _clause_before(text, match.start())
        if plainly == "not" and _DENIES.search(clause):  # "we cannot have Xeons, so take those away"
            return f"{text[: match.start()]} | {text[match.end() :]}"
        if _NO_OTHERS.fullmatch(match.group()) and (tags := list(_TAG.finditer(clause))):
            # "a Sony radio under 15, no other brands" asks for more than the brand.
            at = start + tags[-1].start()
            return f"{text[:at]}only {text[at : match.start()]} | {text[match.end() :]}"
        named = next(_named(clause, message, lexicon, brands_only=plainly == "only"), "")
        if named or (plainly == "not" and (named := _complement(clause, lexicon))):
            return f"{text[:start]} | {plainly} {named} | {text[match.end() :]}"
    needs = _NEEDS.search(text) or (None if "@" in text else _WISHES.search(text))
    if needs and needs.start():
        start, clause = _clause_before(text, needs.start())
        if words := _complement(_ASIDE.sub("", clause), lexicon):
            return f"{text[:start]} | it must have {words} | {text[needs.end() :]}"
    return text


def _complement(clause: str, lexicon: Lexicon) -> str:
    """Return what a clause says of something, as far as the catalog knows it: "amd" of "bad luck with AMD chips"."""
    said = _COMPLEMENT.match(clause)
    words = said["what"].split() if said else []
    if not words or len(words) > PHRASE_WORDS or words[0] in LEADING | VAGUE | OF_SENTENCES:
        return ""
    said_first = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((plain for plain in said_first if len(plain) > _NO_NAME and lexicon.knows(plain)), "")


def _clause_before(text: str, end: int) -> tuple[int, str]:
    """Return where the clause begins that ends before a place in a text, and the clause."""
    before = text[:end].rstrip(" .,;!?|")
    start = max((clause.end() for clause in _CLAUSE.finditer(before)), default=0)
    return start, before[start:]


def _named(clause: str, message: Message, lexicon: Lexicon, *, brands_only: bool) -> Iterator[str]:
    """Yield what a clause names: brands and colours, what the catalog has as its subject, names that no item has."""
    if tags := _TAG.findall(clause):
        yield tags[-1]
    if not brands_only and (sort := _OF_SORT.search(clause)) and lexicon.knows(sort[1]):
        yield sort[1]
    subject = _SUBJECT.match(clause)
    if subject and not brands_only:
        said = subject["what"].split()[:PHRASE_WORDS]
        plain = " ".join(said)
        if not OF_SENTENCES.intersection(said) and said[-1] not in VAGUE:
            begins = (" ".join(said[:count]) for count in range(len(said) - 1, 0, -1))
            known = (one for one in begins if len(one) > _NO_NAME and lexicon.knows(one) and not is_ordinary(one))
            yield from (
                one for one in (plain, plain.removesuffix("s"), _NOUN.sub("", plain), *known) if lexicon.knows(one)
            )
    yield from (word for word in clause.split() if strange_names.is_unheard_of(word, message, lexicon))
