"""What people tell beside what they ask: "my desk is small", "because the last one broke", "I am a Samsung fan".

A clause whose subject is a person asks for something only by a verb of wanting or judging; with any other verb it tells
a story. What a story names is no feature and no other thing.
"""

import re

_PERSON = (
    r"(?:\b(?:i|we|he|she|mine|ours)\b|everyone|everybody|nobody|somebody|someone|a friend|a colleague|(?:they|"
    r"people)(?= (?:told|said|say|"
    r"gave|want|always|"
    r"all|never))|"
    r"(?:my|our|his|her|their)\s+(?!(?:preference|choice|favourite|wish|requirement|idea|only|budget|priority)s?\b)"
    r"(?:[a-z][\w'-]*\s+){1,2}?(?=(?:is|are|was|were|has|have|had|does|do|did|will|can|would|just|always|never|really|"
    r"keeps?|wants?|needs?|hates?|loves?|likes?|turns?|runs?|[a-z]+ed|[a-z]+s)\b))"
)
_AUXILIARY = (
    r"(?:really|also|just|only|still|would|will|do|does|did|can|could|might|may|must|should|am|are|is|was|were|been|"
    r"being|have|has|had|be|not|never|to|actually|definitely|probably|maybe|mostly|quite|very|so|much|already|"
    r"currently|now|then|too|both|all|kindly|simply)"
)
_ASKS = (
    r"(?:need|want|rather|prefer|like|love|look|search|seek|sourc|procur|request|short of|low on|"
    r"out of(?! the)|run(?:ning)? (?:low|out|short)|requir|after\b|hop(?:e|ing)|wish|interested|hunt|shop|"
    r"tr(?:y|ies)|"
    r"get\b|gets\b|getting|buy|purchas|find|have to|has to|in (?:[a-z]+ )?need|in the market|go(?:es|ing)?\b|take|"
    r"fanc|car(?:e|"
    r"ing)\b|"
    r"no (?:use|need|interest)\b|mind|hate|dislike|avoid|stand\b|fond|keen|consider|exclud|skip|choos|pick|order|"
    r"opt\b|insist|accept|expect|"
    r"demand|"
    r"feel (?:better|safer|happier|good|comfortable|more)|in search|think|thought|guess|suppose|believe|reckon|"
    r"wonder|mean|said|say|fine\b|okay\b|open\b|happy\b|good\b|cool\b|"
    r"into\b|"
    r"(?:(?:an?|big|huge) )+fan of|refus|rul(?:e|ing)|change|see\b|stick|settle|limit|"
    r"mad about|crazy about|obsessed with|dream|allowed|able|live (?:with|without)|tell|ask|appreciate|obliged|"
    r"grateful|pleased|delighted)"
)
_SUBJECTLESS = (
    r"(?:(?:had|been|tried|used|bought|burned|burnt|lost|broke)\b(?! (?:any|some|a|an|more|other|it in|them in)\b)|"
    r"had an? (?:chat|talk|word|meeting|call|look|think)\b)"
)
_START = (
    r"^(?:(?:and|but|so(?! that)|well|okay|oh|also|then|plus|yeah|yes|no|nah|actually|basically|honestly|ah|mate|bro|"
    r"dude|"
    r"the thing is|you see|you know|fyi|just|hm+|ah|see|like|sorry|hi|hello|hey|\|)\s+)*+"
)
_REASON = re.compile(
    rf"{_START}(?!.*\b(?:i|we|it|they) (?:really |also |just )?(?:need|want|must|should|has to|have to|needs)\b)"
    r"(?:being [a-z-]+(?: [a-z-]+){0,3}$|because|since(?! \$?\d)|otherwise|or else|so that|in case|given that|"
    r"seeing (?:as|that)|considering|"
    r"after (?:(?:many|all these|a few|some|several|long) )*(?:years|months|weeks|ages)\b|"
    r"as (?:i|we|it|he|she|they|my|our|the)\b|as (?:an? )?[a-z]+(?: [a-z]+){0,2} (?:i|we) (?:have|am|are|do|see|get)\b)"
)
_TELLS = re.compile(
    rf"{_START}(?:{_PERSON}\b(?!\s+(?:can|could|must|may) not (?:have|use|take|do with|deal with|"
    rf"fit)\b)\s*+(?:{_AUXILIARY}\s+)*+(?!{_ASKS})[a-z]|"
    rf"{_SUBJECTLESS})"
)
_AFFECTS = re.compile(
    rf"{_START}(?!(?:please|can|could|will|would|just|let|it|that|this|do|does|never|not|no)\b)(?:[a-z|"
    rf"][\w'-]*\s+){{1,5}}?(?:"
    r"(?:has|have) (?:(?:only|always|never|ever|just) )+[a-z]+ed\b|"
    r"(?:(?:just|all|has|have|had|finally|completely|recently) )*(?:died|broke|failed|exploded|vanished|"
    r"(?:gave|wore|burnt|burned) out|gave up|fell apart|(?:broken|fallen apart|given up|packed up|conked out)|"
    r"stopped working|melted|snapped|quit)\b|"
    r"(?:(?:gives?|makes?|drives?|keeps?|hurts?|bothers?|annoys?|reminds?|costs?) (?:me|us|my|our)\b|"
    r"(?:always|never|keeps?) (?!have|has|had|with|show|be|more)[a-z]+$))"
)
"""What things do to people: "glossy screens give me headaches", "the cheap ones always break"."""
_FORMER = re.compile(
    rf"{_START}(?:the|my|our|that|those) (?:last|old|previous|first|cheap\w*|other) (?:[a-z]+ ){{1,2}}?"
    r"(?:(?:just|always|only|got|had|has|have|were|was|kept|never|really) )*[a-z]+(?:ed|t|ke|d)(?: (?:out|up|down|"
    r"me|us|apart|again|"
    r"everywhere|constantly|badly|after|within|in|on|last|too|very|so|all|at|by|from|off)\b.*)?$"
)
"""What came of the one before: "the last cheapo overheated"."""
_IS_OWN = re.compile(
    rf"{_START}(?:that|this|it|which) is (?:the|what|my|our)\b.*\b(?:i|we) (?:already |currently )?"
    r"(?:have|own|use|got|run|work with)$"
    rf"|{_START}(?:they|these|those|it) (?:are|is) (?:(?:really|very|quite|just|so) )*(?:an? )?(?:big|huge|large|"
    r"long|old|"
    r"small|tiny|heavy|wide|tall|narrow) [a-z]+$"
    rf"|{_START}(?:the|my|our|this|that) [a-z]+ (?:is|are) (?:(?:really|very|so|too|quite|rather) )*(?:tiny|small|"
    r"big|huge|"
    r"old|narrow|full|dark|bright|noisy|cold|hot|dusty|dirty|wet|loud|ancient|vintage|antique|tight|thin|weak)$"
    rf"|{_START}there (?:is|are) (?:just |really |simply )*(?:no|not (?:much|any|enough)|hardly any|only|little|so|"
    rf"too|a lot of) "
    r"(?:more |much |many )?(?:room|space|place|time|money|point|way|power|light|use|need|chance|hurry)\b.*"
    rf"|{_START}(?:that|this|these|those|it|they|which) (?:is|are) (?:exactly |just |precisely |partly )?(?:what|"
    rf"why|how|"
    r"because|the reason)\b"
)
"""What it is for: "that is the printer I have", "they are big frames"."""
_FAILS_US = re.compile(
    rf"{_START}(?:[a-z|][\w'-]* ){{1,5}}?(?:breaks?|dies|die|fails?|quits?|crash(?:es)?|gives? up|packs? up) (?:on|"
    r"with) (?:me|us)\b"
)
"""What becomes of things: "cheap ones break on me"."""
_SORT_FAILS = re.compile(
    rf"{_START}(?:the |those |these |all )?[a-z]+ (?:ones|stuff|things|models) (?:(?:always|just|never|only|"
    r"tend to|do not|"
    r"all|will|usually) )*(?:breaks?|fails?|dies?|lasts?|jams?|tears?|bends?|rusts?|smells?|falls? apart|"
    r"wears? out)\b.*$"
)
"""What becomes of a sort: "cheap ones break"."""
_DRAWBACK = re.compile(
    rf"{_START}(?:it|they|that|those|these) (?:(?:always|just|only|really|all|never|so easily|easily) )*(?:shows?|"
    r"breaks?|"
    r"collects?|attracts?|reflects?|hurts?|smells?|wears?|fades?|tends?|scratch(?:es)?|jams?|leaks?|smudges?|stains?|"
    r"clash(?:es)?)\b[a-z ]*$"
)
"""What is wrong with what was just refused: "not glossy, it shows fingerprints"."""
_LOOKS = re.compile(
    rf"{_START}(?:looking|judging|going|thinking|working|having|seeing|knowing|being|living|sitting) (?:(?:at|by|from|"
    r"on|about|in|with|that|how|what) )?(?:the|my|our|his|her|their|all|what|how|that|a|an)\b"
)
"""Where somebody speaks from, before what they ask: "looking at the back of it, it has to be S-Video"."""
_JUDGES = re.compile(r"\|\s*(?:would be|will be|is|are|sounds?|suits?|would (?:suit|do|work)|works?)\s+[a-z][^|]*$")
"""What is thought of what was taken out: "[70 to 90] would be spot on"."""
_BOUNDARY = re.compile(
    r"(\s*[.,;!?:]+\s*|\s+(?=(?:because|otherwise|or else|seeing as|in case|so(?! that))\b)|"
    rf"\s+(?=(?:and|but|since|as|though|although|while)\s+(?:{_PERSON}|it|they|that|this|these|those|you|could|can|"
    r"please|needs?|wants?|prefers?|hates?|loves?|likes?|must|should|no|not)\b)|\s+-\s+)"
)


def part(text: str, *, asked: bool) -> tuple[str, str]:
    """Return a message without its stories, and the stories; a message that is nothing else has none.

    Once something was `asked` for, a constraint taken out before (`|`) is enough to be something else.
    """
    told: list[str] = []
    kept: list[str] = []
    for piece in _BOUNDARY.split(text):
        is_story = any(
            pattern.match(piece.strip())
            for pattern in (_REASON, _TELLS, _AFFECTS, _FORMER, _IS_OWN, _FAILS_US, _SORT_FAILS, _DRAWBACK, _JUDGES)
        )
        kept.append(" | " if is_story else piece)
        if is_story:
            told.append(piece)
    if asked and len(kept) > 1 and _LOOKS.match(kept[0].strip()):
        told.append(kept[0])
        kept[0] = " | "
    said = (asked and "|" in text) or any(piece.strip(" |.,;!?-") for piece in kept)
    return ("".join(kept), " | ".join(told)) if said else (text, "")
