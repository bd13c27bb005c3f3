"""Whether the words around a name are against it: an open class of verbs and judgements, and what denies them."""

import re

REFUSE = (
    r"(?:exclud|avoid|omit|ditch|delet|remov|reject|refus|dismiss|discard|eliminat|boycott|blacklist|blocklist|shun|"
    r"skip|drop|scrap|bann?|binn?|barr?|block|hide|hid|hate|hating|dislik|despis|detest|loath|distrust|mistrust|veto|"
    r"strik|nix|kill|axe|axing|toss|chuck|disregard|withdraw|overlook|dump|scratch|forbid|prohibit|"
    r"disallow)(?:p?ing|p?ed|den|t?ing|t?ed|es|e|s|d)?"
)
"""Verbs by which a name is refused."""
_PHRASES = (
    r"(?:rul(?:e|es|ed|ing) out|ruled|(?:leav(?:e|es|ing)|left|cross(?:ed|ing)?|str(?:ike|iking|uck)|kick(?:ed|ing)?|"
    r"throw(?:n|ing)?|weed(?:ed|ing)?|filter(?:ed|ing)?|tak(?:e|en|ing)|cut(?:ting)?|keep(?:ing)?|kept|stay(?:ing)?) "
    r"(?:out|off|away)|(?:steer|keep|stay)(?:ing)? (?:me |us )?(?:away|(?:well )?clear)|(?:get|getting) rid of|"
    r"(?<!thing to )(?:lose|losing|cut|pass on|passing on)|"
    r"(?:do|can|could) not (?:really )?see (?:the|any|much) (?:point|use|need|benefit|value|sense|merit) (?:of|in|for)|"
    r"(?:had|have|got|seen) enough of|enough of|fed up|(?:sick|tired|bored|wary|weary) of|"
    r"(?:bad|mixed|no good) (?:feelings?|vibes?|memories|reputation)(?: about| with| of)?|(?:doubts|concerns|"
    r"reservations) "
    r"about|(?:had it|through|finished|fallen out|at war) with|allergic to|gone off|done with|over with|against|"
    r"(?:can|could) not (?:stand|abide|bear|stomach)|(?:bad|rotten|terrible|awful|poor|rough) (?:luck|experiences?|"
    r"time) "
    r"with|nightmares? with|(?:swore|sworn|swearing|swears?) off|(?:cross|angry|furious|annoyed|mad) (?:with|at)|"
    r"(?:parted|parting) (?:ways )?(?:with|from)|resign(?:ed)? from|(?:jump|pass)(?:ing)? over|"
    r"(?<!no )(?<!not a )(?:problems?|troubles?|issues?|leaks?|faults?) with|god no|hell no|e+w+|u+gh+|yu+c?k+|"
    r"burn(?:ed|t) by|(?:else|other|different|differently) (?:than|from|to|but))"
)
_PREPOSITIONS = (
    r"(?:(?:leaving|setting|putting) aside|save for|sans|minus|without|barring|excepting|outside of|"
    r"with the exception of|(?:please )?spare (?:me|us))"
)
AGAINST = rf"(?:\b(?:{REFUSE}|{_PHRASES}|{_PREPOSITIONS})\b(?! again\b))"
_AGAINST_IT = rf"(?:\b(?:{REFUSE}|{_PHRASES})\b)"
"""What also stands after a name; a preposition there is about what follows it: "a switch without VGA"."""
_JUDGED = (
    r"(?:(?:has |have |is |are )?(?:gone|going|went) (?:downhill|south|bad|off)\b|out\b(?! of stock)|off\b|"
    r"unacceptable|unwanted|undesired|useless|no use|rubbish|junk|garbage|crap|trash|"
    r"terrible|awful|horrible|dreadful|overrated|the worst|(?:an? )?(?:hard |big |firm )?no\b(?=\s*(?:$|[.,;!?]|"
    r"(?:too|either|also|as well|for|from|to|in|"
    r"please|thanks|thank|here|way|go|because|as|since)\b))|(?:an? )?no[ -]?go|"
    r"no good|(?:an? )?deal ?-?breaker|off (?:the )?(?:table|list|menu|limits)|"
    r"excepted|(?:falls?|drops?) (?:also )?(?:off|out|away)|aside|excluded|of no (?:interest|use|concern)(?: to "
    r"(?:me|us))?|no interest|sucks?|stinks?|begone|e+w+|"
    r"u+gh+|yu+c?k+|meh\b|won(?:'t| not) do|"
    r"not (?:for (?:me|us)|do|permitted|allowed|acceptable|suitable|appropriate|tolerated|welcome|desired|wanted)|"
    r"(?:can|could|should|must|may) (?:go|come off|be (?:taken|crossed|struck) off)\b|go(?:es)? (?:back |straight "
    r")?out\b|(?:has|have|had|got|needs?|"
    r"must) (?:to )?go\b|can (?:get lost|do one)|"
    r"need not apply|"
    r"need not bother|never again|"
    r"disappoint(?:s|ed|ing)|let (?:me|us) down|never (?:work|last)\w*|never ha[sd] (?:any )?(?:luck|joy|worked))"
)
_AUXILIARY = (
    r"(?:better|best|is|are|was|were|be|been|to|has|have|had|must|should|shall|will|would|can|may|could|gets?|got|"
    r"also|likewise|"
    r"both|all|just|simply|completely|totally|definitely|really|already|too|as well|equally|similarly|hereby|now|an?|"
    r"products?|ones?|models?|items?|stuff|gear|kit|things?|finish(?:es)?|shades?|versions?|variants?|units?)"
)
TAIL = (
    r"(?:\s+(?:from|of|by|to|for|in|on)?\s*(?:the |my |our |this |that |any )*(?:me|us|here|consideration|considered|"
    r"table|list|question|running|game|selection|procurement|policy|as well|too|also|either|please|thanks|again|search|"
    r"results?|"
    r"now|anyway|altogether|entirely|completely)\b)*"
)
"""What may follow a refusal and adds nothing to it: "from consideration"."""
REFUSED = rf"(?<!\w)(?:{_AUXILIARY}\s+)*(?:{_AGAINST_IT}|{_JUDGED}){TAIL}"
"""What is said of a name against it: "is likewise excluded", "are off the table"."""
_PERSON = r"(?:i|we|he|she|they|you|people|(?:my|our|his|her|the) [a-z]+)"
_ADVERB = (
    r"(?:also|really|just|simply|definitely|certainly|absolutely|probably|actually|quite|exactly|still|ever|rather)"
)
_VERB_DECLINED = (
    r"(?!(?:mind|care(?! for)|object|oppose|matter|bother|know|insist|worry|doubt|remember|say|"
    rf"{AGAINST})\b)[a-z]+(?: to [a-z]+)?(?: (?:for|with|at|on|in|of))?(?: (?:much|very much|anymore|any more))?"
)
_DECLINES = (
    rf"(?:{_PERSON} (?:(?:{_ADVERB}|would|will|do|does|did|am|are|is|have|has|had|could|can|should|must|"
    r"(?:want|like|prefer|have|need|try|tend) to) )*"
    rf"(?:(?:not|never|no longer|hardly)(?: {_ADVERB})*(?: {_VERB_DECLINED})?|{AGAINST}(?: to [a-z]+)?|"
    r"no (?:use|interest|need|love|time|trust|faith)(?: for| in| of)?|(?:do|live|manage) without|(?:rather|sooner) "
    r"not [a-z]+)|"
    rf"(?:nobody|no one)(?: here)? {_VERB_DECLINED})"
)
_BETWEEN = (
    r"(?:\s+(?:too|also|as well|either|again|products?|ones?|models?|items?|stuff|is|are|was|were|the|an?|"
    r"only|single|sole|brands?|makes?|makers?|compan(?:y|ies)|things?|what|that|something|anything|exactly|colours?|"
    r"shades?|features?|sort|kind|type|of)\b)*"
)
_IT = r"(?:it|them|those|these|that(?: (?:kind|sort|type))?|any(?: of (?:them|those|it))?|one)"
_OBJECT_FIRST = (
    rf"{_BETWEEN}(?:\s+(?:(?!is|was|has|does|as|us|this|its)[a-z-]+s\s+)?{_DECLINES}|(?:\s*[,?!:-]\s*(?:and |but |"
    r"so |which )?|\s+which\s+)"
    rf"(?:(?<=which ){_DECLINES}|{_PERSON} (?:would )?rather not|{_DECLINES} {_IT}))\b(?: (?:it|them) to (?:have|be|"
    rf"come with|include))?{TAIL}"
    r"(?=\s*(?:$|[.,;!?|]|(?:but|and|so|because|since|as)\b))"
)
"""A clause that declines what stands before it: "Canon is the one brand I won't buy".

After a comma it must say so by a pronoun: "Canon, I don't want it", but not "Canon, I don't want to wait".
"""
LEFT_OUT = (
    rf"(?:[^|%.;!?]{{0,60}}?[,.]\s*(?:(?:so|and|please|just|kindly)\s+)*(?:(?:leave|keep|cut|take|throw|filter|"
    rf"cross|strike|"
    rf"rule) {_IT} (?:out|off|away|aside)|{REFUSE} {_IT})\b)"
)
"""What is said next of what was just named: "not needed, leave those out"."""
SAID_AFTER = (
    rf"(?:{_OBJECT_FIRST}|{LEFT_OUT}|\s*(?:[:?,=-]\s*)?(?:[a-z-]+s\s+(?=are\b))?{REFUSED}"
    r"|\s*[?,.!]*\s*(?:no|nope|nah|never|not|neither|nor|out|off|away)\b(?:\s+(?:of|from|thanks|thank you|way|"
    r"chance|use|the|my|"
    r"list|though|however|either|then|again|for|me|us|today|"
    r"these|it|please))*(?=\s*(?:$|[.,;!?]))"
    r"|\s*,?\s*(?:it|they|that) (?:must|should|can|may|shall|could) (?:not|never) be\b"
    r"|\s*(?:,\s*)?(?:and|but) (?:(?:i|we) )?(?:was|were|am|are|is) not (?:really |so |very |too )*(?:an? (?:big )?fan|"
    r"impressed|happy|convinced|satisfied|keen|sold|pleased|taken)\b"
    r"|\s*and (?:i|we|me|us)\b[^|%.,;!?]{0,40}\b(?:no longer|not|never|done|through|finished|fell out|fallen out|"
    r"split|parted|over)\b[^|"
    r"%,.;!?]*"
    rf"|\s*(?:[a-z-]+s\s+)?(?:is|are|does|do|did|will|would|can|should|must|may|shall)(?:\s+{_ADVERB})*\s+not\b"
    r"(?!.*\b(?:matter|bother|have to|need to|bad|a problem|an issue)\b)"
    r"[^|%,.;!?]*"
    r"|\s*(?:(?:is|are|was|were) )?(?:ones? )?(?:a (?:bit|little|touch) |(?:rather|pretty|quite|kind of|so|too) "
    r")?(?:boring|ugly|dull|depressing|hideous|drab)\b"
    r"|\s*(?:ones? )?(?:is|are|looks?|seems?|feels?) (?:(?:far|way|much|a (?:bit|little)|just|simply) )*too "
    r"(?!far\b|late\b)[a-z]+\b"
    r"|\s*(?:ones? )?(?:would |will |does |do )?(?:look|looks|seem|seems|feel|feels) (?:so |too |just |really |"
    r"very |a bit |rather )*"
    r"(?:out of place|odd|wrong|bad|ugly|terrible|silly|awful|dated|weird|strange|horrible|dreadful|cheap)\b"
    r"|\s*(?:is|are|looks?|seems?|gives?|makes?) (?:me |us |so |too |just |really |very |the )*(?:ugly|boring|"
    r"depressing|drab|"
    r"dull|hideous|creeps|ill|sick|sad)\b)"
)
AFTER = re.compile(SAID_AFTER)
BEFORE = re.compile(
    rf"(?:{AGAINST}|\b(?:(?<!why )not|no(?:thing|body)?|never|none|neither|nor|except(?:ing)?|(?:any|"
    r"every)(?:thing|one|body|where)? but|"
    r"(?:any|every|all)(?: [a-z]+)? (?:but|save)|non)\b)(?!.*\b(?:only|just|mind|problem|issue|objections?)\b)[^%|]*$"
)


def refusal(before: str, after: str) -> tuple[int, int] | None:
    """Return how many characters before and after a name say that it is not wanted, None where none do.

    `before` ends and `after` begins with the name; both are of its clause only.
    """
    denied, refused = BEFORE.search(before), AFTER.match(after)
    if not (denied or refused):
        return None
    return len(before) - denied.start() if denied else 0, refused.end() if refused else 0
