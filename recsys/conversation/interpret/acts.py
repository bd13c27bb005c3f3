"""What a message does to the items shown, and that it wants more: each cue reads the canonical, tagged text."""

import re
from collections.abc import Mapping
from typing import Literal

Cue = Literal["basket", "help", "compare", "explain", "owned", "dislike", "purchase", "details", "like", "more"]

_REF = r"(?:@\d(?:\s*(?:,(?:\s*and)?|and|or)\s*@\d)*+)"
_IT = rf"(?:{_REF}|it|that one|this one|that|this|them|these|those)"

_PATTERNS: Mapping[Cue, re.Pattern[str]] = {
    "help": re.compile(
        r"^(?:please )?(?:help(?: me)?|\?+|what can you do(?: for (?:me|us))?|how (?:does this|do you|does it) work|"
        r"how do i use (?:this|you)|commands|usage|instructions|what (?:are|is) (?:your )?(?:commands|"
        r"options)|what do you do)(?:\s+please)?\s*[?.!]*$"
    ),
    "basket": re.compile(r"\b(?:cart|basket|check ?out)\b"),
    "compare": re.compile(
        r"\b(?:compare|comparison|comparing|side by side|(?<!no )differ(?:s|ences?)?|how (?:do|are|is|"
        r"does) .* differ(?:ent)?\b|"
        r"versus|vs)\b"
        r"|\b(?:what|where) (?:is|are) the differences?\b|\bwhat distinguishes\b|\b(?:what|how) is different\b|"
        r"\bpros and cons\b|^(?:and |"
        r"so )?which (?:one|of (?:them|these|those))\s+(?:has|is|have|are|would|comes|does|do|can)\b|"
        r"\b(?:what|which) is the best (?:one|of)\b|\bsets? .*\bapart\b|"
        r"^(?:and |so |okay )?(?:which(?: one| of (?:them|these|those))?|what(?: one| of (?:them|these|those))) "
        r"(?:is|are|has|have) (?:the )?(?:[a-z]+est|most|least)\b|"
        r"^(?:and |so |okay )?(?:the|your) best(?: one| of (?:them|these|those|all))?(?: please)?\s*[?.!]*$|"
        r"\bhow do(?:es)? .*\b(?:stack up|measure up|fare)\b|\bcontrast\b"
        r"|\bwhich (?:one |of (?:them|these|those|the) (?:\d |two )?|product |is |would be )?(?:is |are |"
        r"would (?:be|you) |do you |should i )?(?:the )?(?:better|best|recommend|prefer|nicer|superior|"
        r"stronger|faster|choose|pick|take|buy|get)\b"
        r"|\bwhich of @|@\d (?:is )?(?:any )?(?:better|worse) than @|@\d\s*(?:or|vs|versus|against)\s*@\d|"
        r"\bis @\d (?:any )?better than @\d"
    ),
    "explain": re.compile(
        r"\b(?:why|how come|what made you|what makes|explain|reason(?:s|ing)?|justify|justification|rationale|"
        r"on what (?:basis|grounds)|based on what|what is so (?:good|special|great)|how did you (?:choose|pick|come|"
        r"get|reach|settle|end up|work|figure|land|"
        r"decide|arrive|select)|what speaks for|because of what|(?:argument|logic) (?:for|behind)|motivat\w+|"
        r"what for)\b|\bbecause[\s.]*\?|\b(?:are|is) (?:these|"
        r"they|it|this|"
        r"that|those|@\d) (?:any |really |even )*(?:good|worth|reliable)\b"
    ),
    "owned": re.compile(
        r"\b(?:(?:i|we)\s+)?(?:already|actually|also)\s+(?:own|have|has|had|got|bought|purchased|ordered|"
        rf"possess|use)\s+(?:got\s+)?{_IT}|\b(?:i|we)\s+(?:own|possess)\s+{_IT}|\b(?:i|we)\s+(?:have|have got|"
        rf"got|bought|purchased|own)\s+{_IT}\s*(?:already|before|at home|at the office|here|in the office|"
        rf"last (?:week|month|year))|{_REF}\s*(?:i|we)\s+(?:already\s+)?(?:own|have|got)\b"
        r"|\b(?:that|this|that one|this one|it) is already (?:at home|here|ours|mine|in (?:the|my|our)|on (?:the|"
        r"my|our))\b"
        rf"|\b(?:own|have|got|bought|use) (?:it|this|that|them|those|these|one)(?: one)? already\b|"
        rf"\balready\s+(?:own|have|got|bought)\b|{_REF} (?:is|are) (?:already )?(?:mine|on my desk|"
        rf"in my (?:office|home|possession))|\b(?:have|got|own) {_REF} (?:[a-z]+ed )?(?:here )?(?:already|at home)|"
        rf"{_REF} (?:is|are|was) (?:exactly |already )?(?:what|the one|the ones) (?:i|we) (?:already |just |"
        rf"currently )?"
        r"(?:have|own|use|got|bought)\b"
        rf"|{_REF}(?: of (?:these|them|those))? (?:is|are|has been|have been|sits?|lives?|was) [^.,;]*\b(?:my|our) "
        r"(?:drawer|desk|office|home|house|shelf|garage|rack|closet|cupboard|bag|possession|studio|basement)\b"
    ),
    "dislike": re.compile(
        r"\b(?:do|did|does) not (?:really |actually |much |quite |particularly )?(?:like|love|want|need|"
        r"care for|fancy|dig|appreciate|enjoy|convince me|appeal to me) (?:the look of |"
        rf"any of )?{_IT}(?!\s+to\b)(?!\s+[a-z-]+ (?:ones|models|types|kind)\b)"
        rf"|{_REF}\s*,?\s*(?:i|we) (?:really |just )?(?:do|did|would|will|could) not (?:really |actually )?(?:want|"
        r"like|"
        r"need|fancy|love|take|use|care for)\b(?! (?:to|it to)\b)"
        rf"|{_REF} (?:really |just )*(?:(?:does|do|did) (?:[a-z]+ )?nothing|is not doing (?:it|"
        r"anything)) for (?:me|us)\b|"
        rf"{_REF} leaves (?:me|us) cold\b"
        rf"|\b(?:hate|dislike|detest|can not stand) {_IT}|\b(?:not|never|stop) (?:show(?:ing)?|suggest(?:ing)?|"
        rf"recommend(?:ing)?|give|giving)(?: me)? {_REF}|\bnot (?:a fan of |keen on |into |sold on |"
        rf"crazy about |convinced (?:by|of|about) |happy with |interested in |fond of )?{_REF}|"
        rf"\bno {_REF}|\b(?:not|never) (?:(?!as|more|less|over|above|under|cheaper|than|like|so|similar|only|sure|"
        rf"just|even|bad)[a-z]+ ){{0,3}}{_REF}"
        rf"(?!\s+(?:have|has|come|support|do|be|work|include|fit|cost|better|worse|cheaper))"
        rf"|{_REF} (?:looks?|feels?|seems?|sounds?|is) (?:(?:really|so|very|a bit|kind of|too|rather|pretty|"
        rf"just) )*(?:cheap|nasty|tacky|dated|old|"
        r"fragile|weird|odd|plain|dull|clunky|poor|shoddy|tiny|huge|slow|loud|grim|naff|lame|mid|cringe|rough|dodgy)\b"
        rf"|{_REF}\s*(?:is|are|looks?|seems?|was|were|does|do)\s*(?:really |just |a bit |so |too |very |"
        r"pretty |quite |rather |kind of |definitely |a |hard |big )*(?:not|no(?= good| go| from| for| way|\s*$)|"
        r"ugly|bad|terrible|awful|"
        r"horrible|wrong|useless|meh|rubbish|crap|garbage|hideous|boring|out|unsuitable|big|small|bulky|heavy|"
        r"flimsy)\b"
        r"|\b(?:anything but|except|other than|besides|remove|drop|skip|exclude|lose|ditch|discard|get rid of|"
        rf"take (?:out|away|off)|throw out|chuck|bin|scrap|reject|forget about|pass on|hide|without|instead of|"
        rf"rather than|replace|leave out|forget|swap(?: out)?|dismiss) {_REF}|"
        rf"\bsomething (?:other|else) (?:than|instead of) {_REF}|\bdifferent from {_REF}"
        rf"|{_REF}\s*[?,.!]*\s*(?:no|nope|nah)\b|(?:thumbs down|no|nope|pass|not) (?:for|to|on) {_REF}|^thumbs down\b"
        rf"|\b(?:not|never) (?:going for|my thing|keen on|sold on|having|taking|touching) {_REF}"
        r"|\b(?:none|neither|not any|not one) of (?:these|those|them|the above|that)\b|\b(?:do|"
        r"did) not like (?:any|these|those|them|the|your)\b|\bnot (?:what i (?:want|wanted|need|"
        r"am looking for|was looking for|meant|had in mind|asked for)|quite right|my (?:thing|style|taste|"
        r"cup of tea)|for me|useful|helpful|good(?: enough)?|it|these|those|convinced|great|happy|interested|"
        r"impressed|satisfied)\s*(?=$|[.,;!?|])"
        r"|^(?:(?:they|it|these|those|all|that) (?:are|is|look|looks) |a bit |way |far |much )*too "
        r"(?!expensive|pricey|dear|costly|cheap|much|many|steep)[a-z]+\s*(?=$|[.,;!?|])"
        r"|^(?:nope|nah|no|meh|yuck|ugh|bad|terrible|awful|wrong|hate it|i hate (?:it|them|"
        r"these))(?: thanks)?\s*(?=$|[.,;!?|])|\b(?:they|these|those) (?:are|look) (?:all )?(?:bad|ugly|awful|"
        r"terrible|wrong|horrible|useless|not good|crap|rubbish)\b"
    ),
    "purchase": re.compile(
        r"\b(?:take|buy|order|purchase|buying|ordering|taking|get|getting|grab|grabbing|choose|choosing|pick|"
        r"picking|select|go (?:with|"
        r"for)|going (?:with|for)|go ahead with|settle (?:on|for)|checkout|check out|bought|purchased|ordered|"
        r"reserve|book|"
        r"(?:want|(?<!must )(?<!to )(?<!should )have)(?! (?:these|those|them)\b)|went (?:with|for)|decided (?:on|"
        r"for)|chose|picked|"
        rf"opt for)\s+(?:me\s+)?(?:one of\s+)?(?:{_REF}(?!\s+(?:but|if|in|with|without|from|to)\b)|"
        rf"{_IT}(?=\s*(?:$|[.,;!?|]|(?:please|now|then|and|at|too|anyway|right|today|already|yesterday|so|last)\b)))"
        r"|\b(?:how|where) (?:can|do|could|would|might|should) (?:i|we) (?:buy|order|purchase|get|pay|"
        rf"check out)|\badd {_IT}(?: to)?|{_REF}\s*it (?:is|shall be|will be)\b|^(?:okay |yes |so |then |"
        rf"[,.] )*{_REF}\s*(?:it is|please|it will be|"
        r"then)\s*[.!]*$|\b(?:put|place) .*\b(?:cart|basket|order)\b|\bcheck ?out\b|\bi (?:will|"
        rf"am going to) (?:take|buy|order|get|go (?:with|for)|have) {_IT}|\b(?:sold|deal)\s*[!.]*$|"
        r"\bplace an order\b|\b(?:bought|purchased|ordered) (?:one|both|two)\b|\bsold\b(?! out)|\bput (?:me|"
        r"us) down for @|"
        rf"\b(?:take|buy|order|want|get) (?:a |\d+ |two |three |couple |few |one )+(?:of )?{_REF}|"
        rf"{_REF}.*\b(?:i am|we are) (?:buying|taking|ordering|getting)\b"
    ),
    "details": re.compile(
        r"\b(?:details?|detailed|particulars|features?|specs?|specifications?|datasheet|data sheet|properties|"
        r"characteristics|description|describe|more (?:info|information|on|about)|data (?:on|for|about)|facts|"
        r"what is inside|rundown|lowdown|info(?:rmation)?(?: on|"
        r" about)?|(?:can|could|may) (?:i|we) (?:know|hear|learn|get to know) more|(?:tell|say|know|hear|"
        r"learn|read|see|find out|give) (?:me |us )?(?:a bit |a little |some |"
        r"something |anything |everything )?(?:more |all )?(?:about|of|on)|elaborate|dimensions|warranty|"
        r"tell me more|in depth|expand on|zoom in)\b"
        r"|\b(?:what about|how about|what is|show me|show|open|see|view|look at|more on|more of|what can|does|"
        r"do|is|are|has|can|how (?:big|heavy|long|large|fast|good|much|many|loud|tall|wide|old)|how is|"
        r"how are|who makes|what colou?rs?|which colou?rs?|what kind of|what size|"
        rf"what does)\b[^.|]*{_REF}\s*(?!.*\b(?:but|cheaper|similar|like)\b)"
    ),
    "like": re.compile(
        r"\b(?:like|similar (?:(?:ones?|products?|items?|things?|stuff) )?to|resembl(?:es?|ing)|along the lines of|"
        r"in the (?:same )?(?:style|vein|direction|line|mould|spirit) (?:of|as)|"
        r"akin to|fancy|comparable to|close to|love|loving|liked|loved|prefer|enjoy|dig|fan of|same (?:kind|type|"
        r"sort|style)? ?(?:as|of)|based on|more of|equivalent to|alternatives? (?:to|for)|variants? of|near|"
        r"resemble|matching|such as|the way of|thumbs up (?:for|to|on)?|siblings? of|in line with|reminds? me of|"
        r"as good as|the likes of) (?:the look of |the style of |"
        rf"the sound of )?{_REF}"
        rf"|\b(?:what|anything|something|which) (?:else )?resembles {_IT}|\bsiblings? (?:of|to) {_IT}"
        rf"|{_REF}\s*(?:is|are|looks?|seems?|sounds?|was)\s*(?:really |just |pretty |quite |very |so |the |"
        r"almost |more |not )*(?:good|great|nice|perfect|best|interesting|better|lovely|cool|awesome|"
        r"promising|fine|favou?rite|right|closest|what i|my|like|excellent|amazing|beautiful|close|okay)\b"
        r"|\b(?:similar|like) (?:ones?|products?|items?|things?|that|this|these|those|it|stuff)\b|"
        r"\bmore like (?:that|this|it|these|those)\b|\bi (?:really )?(?:like|love) (?:it|that|this|that one|"
        r"this one|them|these|those)\b|\b(?:more )?of (?:the same|that) (?:kind|sort|type)\b|\bmore in (?:that|"
        r"this|the same) (?:direction|style|vein|line|spirit)\b|\b(?:similar|comparable)\b"
    ),
    "more": re.compile(
        r"\b(?:(?:show|give|see|list|find|bring|get|want|need|have|got|any|some|are there|do you have|please|"
        r"other|few)?\s*(?:me |us )?(?:a few |some |any |the |you |got |\d |two |three )*(?:more|others?|"
        r"another(?: one)?|"
        r"alternatives?|additional|further)(?:\s+(?:ones?|products?|items?|options?|suggestions?|ideas?|"
        r"results?|choices?|picks?|recommendations?|alternatives?|models?|please|of (?:them|these|those)|"
        r"three|3|stuff|things?))?(?:\s+(?:that\s+)?(?:you|we|i)\s+(?:(?:have|can|could|would|might|may|got|know|"
        r"recommend|suggest|offer|see|show|"
        r"think|of|look|at|me|stock|carry|sell)\b\s*)+)?\s*(?:(?:please|then|instead|though|first|before (?:i|"
        r"we) decide)\s*)*(?=$|[.,;!?|])"
        r"|(?:(?:something|anything|ones?|things?|stuff|items?|what) )?(?:other than|apart from|aside from|beyond|"
        r"besides) (?:these|those|them|that|this|the above|"
        r"what "
        r"(?:you|i|we)[a-z ]*)(?: (?:ones?|three|3))?|(?:something|anything|what|whatever) else|different (?:ones?|"
        r"products?|items?|options?|"
        r"suggestions?|results?|things?|picks?|models?|stuff|recommendations?|choices?|three)|(?:show|give|"
        r"see|try|want|suggest|have) (?:me |us )?(?:something |anything |some |any )?(?:different|new|fresh|"
        r"other)(?:\s+(?:ones?|products?|items?|options?|suggestions?|results?|things?|picks?|stuff|"
        r"recommendations?|choices?|models?))?|(?:other|further|additional|new|fresh|more|"
        r"alternative) (?:ones?|products?|items?|options?|suggestions?|results?|things?|picks?|choices?|"
        r"ideas?|recommendations?|models?|possibilities|offers?)|keep (?:going|them coming)|next(?: (?:ones?|few|"
        r"three|3|page|please|batch|set))*\s*(?=$|[.,;!?|])|(?:is|are) (?:that|this|these|those) (?:all|it|"
        r"everything)|surprise me|refresh|shuffle|again please|not these|(?:what|which|any) (?:other|more)\b"
        r"(?:\s+(?:ones?|products?|items?|options?|suggestions?|choices?|models?|picks?|alternatives?|things?|stuff))?|"
        r"^(?:and|so|then|well)\s*\?|load more|"
        r"continue|the rest|go on\b|^(?:(?:is|are) there |and |so )*nothing else\s*\?)"
    ),
}


def has(cue: Cue, text: str) -> bool:
    """Return whether a cue is in a canonical, tagged text."""
    return bool(_PATTERNS[cue].search(text))


def without(cue: Cue, text: str) -> str:
    """Return the text without a cue; where the cue is not in it, unchanged."""
    return _PATTERNS[cue].sub(" | ", text)
