"""What a message does, told from its words alone: each pattern reads the canonical, tagged text."""

import re
from collections.abc import Mapping
from typing import Literal

from recsys.conversation.interpret.lexicon import Lexicon

Cue = Literal["help", "compare", "explain", "owned", "dislike", "purchase", "details", "like", "more"]

_REF = r"(?:@\d(?:\s*(?:,|and|or|,\s*and)\s*@\d)*)"
_IT = rf"(?:{_REF}|it|that one|this one|that|this|them|these|those)"

RESET = re.compile(
    r"\b(?:(?:let us |can we |i want to |please |we )?(?:start|begin)(?:ing)?\s+(?:over|again|afresh|anew|"
    r"fresh|from scratch|from the beginning|from zero|(?:with )?(?:a )?(?:new|fresh|another|"
    r"different)\s+(?:search|topic|request|conversation|one|query))"
    r"|reset(?: everything| it| all| this| the (?:search|filters?|conversation))?|restart(?: the search)?|"
    r"no longer (?:need|want) (?:that|this|it|those|these|them)(?: anymore)?(?=\s*[.,;!])|"
    r"new (?:search|topic|request|subject|conversation|query|question)|clean slate|from scratch"
    r"|(?:forget|scratch|ignore|drop|discard|scrap|never ?mind|disregard|clear|"
    r"leave)\s+(?:about\s+)?(?:(?:all|everything)"
    r"(?!\s+(?:the |my |those |these |other )?(?:filters?|restrictions?|conditions?|criteria|constraints?|"
    r"requirements?|"
    r"limits?|prices?|brands?|colou?rs?|budgets?|features?|specs?)\b)(?:\s+(?:of\s+)?(?:that|this|the above|above|"
    r"so far|"
    r"before|i said|we said|we had|else))?|(?:all\s+(?:of\s+)?)?(?:the above|the previous|what i said(?! about)|"
    r"the rest|the last (?:search|request)|the old (?:search|request|one)|my (?:last|previous|earlier|"
    r"old) (?:request|search|question)|previous (?:search|request)|(?:that|this|it)(?=\s*(?:$|[.,;!|]|"
    r"and\b|then\b|now\b))|(?:that|this|the) (?:search|request|topic)))"
    r"|never ?mind(?=\s*(?:$|[.,!;|]))|cancel(?:"
    r" (?:that|this|it|all|everything|the (?:search|request)|my request))?(?=\s*(?:$|[.,;!|]))"
    r"|(?:something|anything|a) (?:completely |totally |entirely )(?:different|else|new)(?: (?:thing|"
    r"topic|product))?|different (?:topic|subject|thing|product|search|question)|(?:change|"
    r"switch) (?:of )?(?:the )?(?:topic|subject|plan|gears?)s?|switching (?:topics?|gears|to)|"
    r"change of plans?"
    r"|(?:something|anything) else (?:entirely|completely|altogether)|another (?:topic|search|request|"
    r"subject|question|thing)|moving on|on to something else|let us (?:move on|switch|talk about)|"
    r"wipe(?: the slate| everything)?|enough (?:of|with) (?:this|that|these|those|it|them)|^(?:new|"
    r"next) one(?=\s*[:,])|now for something)\b"
)
_PATTERNS: Mapping[Cue, re.Pattern[str]] = {
    "help": re.compile(
        r"^(?:please )?(?:help(?: me)?|\?+|what can you do(?: for (?:me|us))?|how (?:does this|do you|does it) work|"
        r"how do i use (?:this|you)|commands|usage|instructions|what (?:are|is) (?:your )?(?:commands|"
        r"options)|what do you do)(?:\s+please)?\s*[?.!]*$"
    ),
    "compare": re.compile(
        r"\b(?:compare|comparison|comparing|side by side|differ(?:s|ences?)?|how (?:do|are) .* different|"
        r"versus|vs)\b"
        r"|\b(?:what|where) (?:is|are) the differences?\b|\bwhat distinguishes\b|\b(?:what|how) is different\b|"
        r"\bpros and cons\b|^(?:and |"
        r"so )?which (?:one|of (?:them|these|those))\s+(?:has|is|have|are|would|comes|does|do|can)\b|"
        r"\b(?:what|which) is the best (?:one|of)\b|"
        r"^(?:and |so |okay )?(?:which|what)(?: one| of (?:them|these|those))? "
        r"(?:is|are|has|have) (?:the )?(?:[a-z]+est|most|least)\b|"
        r"^(?:and |so |okay )?(?:the|your) best(?: one| of (?:them|these|those|all))?(?: please)?\s*[?.!]*$|"
        r"\bhow do(?:es)? .*\b(?:stack up|measure up|fare)\b|\bcontrast\b"
        r"|\bwhich (?:one |of (?:them|these|those|the) (?:\d |two )?|product |is |would be )?(?:is |are |"
        r"would (?:be|you) |do you |should i )?(?:the )?(?:better|best|recommend|prefer|nicer|superior|"
        r"stronger|faster|choose|pick|take|buy|get)\b"
        r"|\bwhich of @|@\d (?:is )?(?:any )?(?:better|worse) than @|@\d\s*(?:or|vs|versus)\s*@\d|"
        r"\bis @\d (?:any )?better than @\d"
    ),
    "explain": re.compile(
        r"\b(?:why|how come|what made you|what makes|explain|reason(?:s|ing)?|justify|justification|rationale|"
        r"on what (?:basis|grounds)|based on what|what is so (?:good|special|great)|how did you (?:choose|pick|come|"
        r"decide|arrive|select)|what speaks for|motivat\w+|what for)\b|\b(?:are|is) (?:these|they|it|this|"
        r"that|those|@\d) (?:any |really |even )*(?:good|worth|reliable)\b"
    ),
    "owned": re.compile(
        r"\b(?:(?:i|we)\s+)?(?:already|actually|also)\s+(?:own|have|has|had|got|bought|purchased|ordered|"
        rf"possess|use)\s+(?:got\s+)?{_IT}|\b(?:i|we)\s+(?:own|possess)\s+{_IT}|\b(?:i|we)\s+(?:have|have got|"
        rf"got|bought|purchased|own)\s+{_IT}\s*(?:already|before|at home|at the office|here|in the office|"
        rf"last (?:week|month|year))|{_REF}\s*(?:i|we)\s+(?:already\s+)?(?:own|have|got)\b"
        rf"|\balready\s+(?:own|have|got|bought)\b|{_REF} (?:is|are) (?:already )?(?:mine|on my desk|"
        rf"in my (?:office|home|possession))|\b(?:have|got|own) {_REF} (?:already|at home)|"
        rf"{_REF} (?:is|are|was) (?:exactly |already )?(?:what|the one|the ones) (?:i|we) (?:already |just |"
        rf"currently )?"
        r"(?:have|own|use|got|bought)\b"
    ),
    "dislike": re.compile(
        r"\b(?:do|did|does) not (?:really |actually |much |quite |particularly )?(?:like|love|want|need|"
        r"care for|fancy|dig|appreciate|enjoy|convince me|appeal to me) (?:the look of |"
        rf"any of )?{_IT}(?!\s+to\b)"
        rf"|\b(?:hate|dislike|detest|can not stand) {_IT}|\b(?:not|never|stop) (?:show(?:ing)?|suggest(?:ing)?|"
        rf"recommend(?:ing)?|give|giving)(?: me)? {_REF}|\bnot (?:a fan of |keen on |into |sold on |"
        rf"crazy about |convinced (?:by|of|about) |happy with |interested in |fond of )?{_REF}|"
        rf"\bno(?:t)? {_REF}"
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
        r"\b(?:take|buy|order|purchase|buying|ordering|taking|get|getting|grab|grabbing|have|choose|choosing|pick|"
        r"picking|select|go (?:with|"
        r"for)|going (?:with|for)|settle (?:on|for)|checkout|check out|bought|purchased|ordered|reserve|book|"
        r"want|went (?:with|for)|decided (?:on|for)|chose|picked|"
        rf"opt for)\s+(?:me\s+)?(?:one of\s+)?(?:{_REF}(?!\s+(?:but|in|with|without|from|to)\b)|"
        rf"{_IT}(?=\s*(?:$|[.,;!?|]|(?:please|now|then|and|at|too|anyway|right|today|already|yesterday|so|last)\b)))"
        r"|\b(?:how|where) (?:can|do|could|would|might|should) (?:i|we) (?:buy|order|purchase|get|pay|"
        rf"check out)|\badd {_IT}(?: to)?|^(?:okay |yes |so |then |[,.] )*{_REF}\s*(?:it is|please|it will be|"
        r"then)\s*[.!]*$|\b(?:put|place) .*\b(?:cart|basket|order)\b|\bcheck ?out\b|\bi (?:will|"
        rf"am going to) (?:take|buy|order|get|go (?:with|for)|have) {_IT}|\b(?:sold|deal)\s*[!.]*$|"
        r"\bplace an order\b|\b(?:bought|purchased|ordered) (?:one|both|two)\b|\bsold\b(?! out)|\bput (?:me|"
        r"us) down for @|"
        rf"\b(?:take|buy|order|want|get) (?:a |\d+ |two |three |couple |few |one )+(?:of )?{_REF}|"
        rf"{_REF}.*\b(?:i am|we are) (?:buying|taking|ordering|getting)\b"
    ),
    "details": re.compile(
        r"\b(?:details?|detailed|features?|specs?|specifications?|datasheet|data sheet|properties|"
        r"characteristics|description|describe|more (?:info|information|on|about)|data (?:on|for|about)|facts|"
        r"rundown|lowdown|info(?:rmation)?(?: on|"
        r" about)?|(?:tell|say|know|hear|learn|read|see|find out|give) (?:me |us )?(?:a bit |a little |some |"
        r"something |anything |everything )?(?:more |all )?(?:about|of|on)|elaborate|dimensions|warranty|"
        r"tell me more|in depth|expand on|zoom in)\b"
        r"|\b(?:what about|how about|what is|show me|show|open|see|view|look at|more on|more of|what can|does|"
        r"do|is|are|has|can|how (?:big|heavy|long|large|fast|good|much|many|loud|tall|wide|old)|how is|"
        r"how are|who makes|what colou?rs?|which colou?rs?|what kind of|what size|"
        rf"what does)\b[^.|]*{_REF}\s*(?!.*\b(?:but|cheaper|similar|like)\b)"
    ),
    "like": re.compile(
        r"\b(?:like|similar (?:(?:ones?|products?|items?|things?|stuff) )?to|resembl(?:es?|ing)|along the lines of|"
        r"in the (?:style|vein|direction) of|"
        r"akin to|comparable to|close to|love|loving|liked|loved|prefer|enjoy|dig|fan of|same (?:kind|type|"
        r"sort|style)? ?(?:as|of)|based on|more of|equivalent to|alternatives? (?:to|for)|variants? of|near|"
        r"resemble|matching|such as|the way of|thumbs up (?:for|to|on)?|siblings? of|in line with|reminds? me of|"
        r"as good as|the likes of) (?:the look of |the style of |"
        rf"the sound of )?{_REF}"
        rf"|{_REF}\s*(?:is|are|looks?|seems?|sounds?|was)\s*(?:really |just |pretty |quite |very |so |the |"
        r"almost |more |not )*(?:good|great|nice|perfect|best|interesting|better|lovely|cool|awesome|"
        r"promising|fine|favou?rite|right|closest|what i|my|like|excellent|amazing|beautiful|close|okay)\b"
        r"|\b(?:similar|like) (?:ones?|products?|items?|things?|that|this|these|those|it|stuff)\b|"
        r"\bmore like (?:that|this|it|these|those)\b|\bi (?:really )?(?:like|love) (?:it|that|this|that one|"
        r"this one|them|these|those)\b|\b(?:more )?of (?:the same|that) (?:kind|sort|type)\b|\bsimilar\b"
    ),
    "more": re.compile(
        r"\b(?:(?:show|give|see|list|find|bring|get|want|need|have|got|any|some|are there|do you have|please|"
        r"other|few)?\s*(?:me |us )?(?:a few |some |any |the |you |got |\d |two |three )*(?:more|others?|"
        r"another(?: one)?|"
        r"alternatives?|additional|further)(?:\s+(?:ones?|products?|items?|options?|suggestions?|ideas?|"
        r"results?|choices?|picks?|recommendations?|alternatives?|models?|please|of (?:them|these|those)|"
        r"three|3|stuff|things?))?\s*(?:please|then|instead|though)?\s*(?=$|[.,;!?|])"
        r"|(?:something|anything|what|whatever) else|different (?:ones?|products?|items?|options?|"
        r"suggestions?|results?|things?|picks?|models?|stuff|recommendations?|choices?|three)|(?:show|give|"
        r"see|try|want|suggest|have) (?:me |us )?(?:something |anything |some |any )?(?:different|new|fresh|"
        r"other)(?:\s+(?:ones?|products?|items?|options?|suggestions?|results?|things?|picks?|stuff|"
        r"recommendations?|choices?|models?))?|(?:other|further|additional|new|fresh|more|"
        r"alternative) (?:ones?|products?|items?|options?|suggestions?|results?|things?|picks?|choices?|"
        r"ideas?|recommendations?|models?|possibilities|offers?)|keep (?:going|them coming)|next(?: (?:ones?|"
        r"three|3|page|please|batch|set))*\s*(?=$|[.,;!?|])|(?:is|are) (?:that|this|these|those) (?:all|it|"
        r"everything)|surprise me|refresh|shuffle|again please|not these|(?:what|which|any) (?:other|more)\b"
        r"(?:\s+(?:ones?|products?|items?|options?|suggestions?|choices?|models?|picks?|alternatives?|things?|stuff))?|"
        r"load more|"
        r"continue|the rest|go on\b)"
    ),
}
_SMALL = re.compile(
    r"^(?:[\s.,!?;|]|\b(?:hi|hello|hey|heya|hiya|howdy|yo|greetings|good|great|nice|cool|okay|fine|"
    r"perfect|awesome|excellent|super|wonderful|brilliant|lovely|amazing|fantastic|sweet|neat|morning|"
    r"afternoon|evening|day|night|there|bot|recbot|"
    r"thanks|thank|you|so|very|much|a|lot|lots|many|for|the|your|all|that|this|it|is|was|are|helpful|"
    r"useful|help|helps|helped|interesting|got|understood|i|see|sounds|looks|good|yes|yeah|yep|yup|sure|"
    r"right|of course|course|well|done|alright|no problem|bye|goodbye|see|later|ciao|cheers|"
    r"ha|haha+|lol|hehe|hm+|ah|oh|wow|ok|k|how|doing|going|what is up|up|what|s|do|can|me|us|please|could|"
    r"again|really|pretty|just|too|then|appreciated|appreciate|highly|welcome|job|work|indeed|exactly|"
    r"agreed|makes|sense|will|think|about|later|let|know|moment|one|wait|a|sec|second|minute|love|like|"
    r"glad|happy|to|meet|team|everyone|folks|and|with|be|am|who|info|information|have|had|been|my|friend|"
    r"mate|man|buddy|pal|that's|"
    r"stop|now|enough|for|today|appreciate|kind|nothing|else|not|bad|no|nope|all|set|interested|best|rock|star|legend|"
    r"stuff|anyone|anybody|somebody|bunch|tons?|heaps|million|many|assistance|support|advice|effort|time|alrighty|"
    r"thumbs|sup|gem|lifesaver|superb|fab|"
    r"brill|impressive|impressed|worries|care|take|ya|nah|i'm|on|it|as|always|in|advance|back|think|maybe|let's|us|"
    r"give|minutes?|min|sleep|brb|dude|bro|sir|guys|both|either|way|fair|cheers|aha|gotcha|noted|true|absolutely)\b)*$"
)
_SMALL_CORE = re.compile(
    r"\b(?:hi|hello|hey|heya|hiya|howdy|yo|greetings|morning|afternoon|evening|thanks|thank|good|great|"
    r"nice|cool|okay|fine|perfect|awesome|excellent|super|wonderful|brilliant|lovely|amazing|fantastic|"
    r"sweet|neat|helpful|useful|helps|helped|interesting|got it|understood|i see|yes|yeah|yep|yup|sure|"
    r"bye|goodbye|ciao|cheers|haha+|lol|hm+|ah|oh|wow|who are you|how are you|what is up|help|appreciate|"
    r"appreciated|makes sense|job|exactly|agreed|all set|not bad|wait|done|right|nothing else|no problem|"
    r"alright|be right back|later|how is it going|the best$|rock|star|legend|alrighty|thumbs up|sup|gem|lifesaver|"
    r"superb|fab|"
    r"brill|impressive|impressed|gotcha|aha|noted|fair enough|absolutely|take care|brb|are you there|(?:anyone|"
    r"anybody|somebody) there|think about|think it over|sleep on)\b"
)
_LATER = re.compile(
    r"^(?:(?:okay|hm+|well|so|thanks|,|\.)\s+)*(?:let (?:me|us)|(?:i|we) (?:will|have to|need to|should|must|"
    r"want to)) (?:first )?"
    r"(?:ask|check with|think|talk to|discuss|sleep on|consult|get back)\b[^$%^@]*$"
)
"""Somebody puts it off: "let me ask my boss first"."""
_THANKS = re.compile(r"\b(?:thanks|thank you|thank|cheers|appreciated?|much obliged|grateful)\b")
_OUT = re.compile(
    r"\b(?:return policy|refunds?|ship(?:s|ping)? to|deliver(?:s|y)? to|delivery (?:time|cost|date)|"
    r"shipping (?:cost|time|fee)|payment methods?|pay (?:by|with)|coupons?|discount code|"
    r"customer (?:service|support)|opening hours|what time|the time in|tax(?:es)?|what day|what date|what year|"
    r"weather|forecast|"
    r"temperature (?:in|outside|today)|"
    r"translat(?:e|ion)|poem|joke|story|song|lyrics|recipe|capital of|president|prime minister|population|"
    r"(?:book|reserve) (?:(?:a|an|me|us|my|the) )*(?:flight|hotel|table|room|taxi|ticket|trip|meeting|appointment|"
    r"restaurant)|flights? to|"
    r"news|stock (?:price|market)|exchange rate|football|soccer|match result|who (?:won|is|was|wrote|"
    r"invented|discovered|are (?:the|they)|were|will win|scored)|when (?:was|did|is|does|will)|how old|"
    r"how tall is|how far|meaning of|define|(?:solve|calculate|compute)|square root|"
    r"(?:write|compose|draft|send|read|summari[sz]e|proofread) (?:me |us |a |an |my |the |this |some |"
    r"an? )*(?:email|e-mail|letter|essay|code|poem|message|text|report|article|story|blog|program|"
    r"function|script|tweet|document|mail|song|haiku|song|note)|"
    r"(?:schedule|arrange|set up|organi[sz]e|plan) (?:me |us )?(?:a|an|my|the|our) (?:meeting|call|appointment|trip|"
    r"party|date|event|vacation|holiday)|\d+ (?:times|plus|minus|divided by|multiplied by) \d+|"
    r"homework|election|horoscope|lottery|remind me|set (?:a|an) (?:alarm|timer|reminder)|call (?:me|my|"
    r"a)|play (?:some |a |the )?(?:music|song|game|video)|sing|dance|marry|are you (?:human|real|a (?:bot|"
    r"robot|human)|alive|sentient)|do you (?:love|dream|sleep|eat)|what is (?:the )?(?:meaning|\d)|"
    r"(?:python|java|javascript) (?:code|script|program)|debug|politics|religion|medical|doctor|lawyer|"
    r"tax return|directions to|nearest|restaurant|movie|film|cook|order (?:me )?(?:a )?(?:pizza|food|taxi|"
    r"uber)|pizza|birthday of|your (?:name|age|opinion on)|favourite (?:colour|movie|song|food)|vacation|"
    r"holiday trip|hotel|wikipedia|history of|distance (?:from|between)|how many (?:people|days|countries|"
    r"planets)|salary|password|spell)\b"
)
_HOW_TO = re.compile(
    r"^(?:please )?(?:tell me )?how (?:do|can|would|should) (?:i|we|you|one) "
    r"(?!find|get|choose|pick|buy|order|filter|search|compare|use|see|pay)"
)
_SHOPPING = re.compile(r"\b(?:need|want|looking for|buy|sell|stock|show|find|recommend|suggest|search)\b")
_ABOUT_WORLD = re.compile(
    r"^(?:please |can you |could you |will you )?(?:who|when|where|what is|what are|tell me a|write|"
    r"translate|explain how|calculate|how (?:do|can|to|would|should) (?:i|we|you|one)|how to|how many|"
    r"how much is \d|sing|define)\b"
)


def has(cue: Cue, text: str) -> bool:
    """Return whether a cue is in a canonical, tagged text."""
    return bool(_PATTERNS[cue].search(text))


def without(cue: Cue, text: str) -> str:
    """Return the text without a cue; where the cue is not in it, unchanged."""
    return _PATTERNS[cue].sub(" | ", text)


def is_small_talk(text: str) -> bool:
    """Return whether a message is nothing but courtesy: greetings, praise, thanks, "ok"."""
    return bool((_SMALL_CORE.search(text) and _SMALL.match(text)) or _LATER.match(text))


def is_thanks(text: str) -> bool:
    """Return whether courtesy is thanks."""
    return bool(_THANKS.search(text))


def is_out_of_scope(text: str, topic: str, lexicon: Lexicon) -> bool:
    """Return whether a message asks for what no catalog answers; `topic` is what it might be looking for."""
    words = [word for word in topic.split() if len(word) > 3]
    if _OUT.search(text):
        sold = any(word in lexicon.exact or word in lexicon.categories for word in words)
        return not (sold and _SHOPPING.search(text))
    if _HOW_TO.search(text):
        return True
    known = sum(1 for word in words if lexicon.knows(word))
    return bool(words and _ABOUT_WORLD.search(text) and known * 2 < len(words))
