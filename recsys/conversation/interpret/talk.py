"""Messages that look for nothing: courtesy, and what no catalog answers."""

import re

from recsys.conversation.interpret.lexicon import Lexicon

_SMALL = re.compile(
    r"^(?:[\s.,!?;|]|\b(?:hi|hello|hey|heya|hiya|howdy|yo|greetings|good|great|nice|cool|okay|fine|"
    r"perfect|awesome|excellent|super|wonderful|brilliant|lovely|amazing|fantastic|sweet|neat|morning|"
    r"afternoon|evening|day|night|there|bot|recbot|"
    r"thanks|thank|you|so|very|much|a|lot|lots|many|for|the|your|all|that|this|it|is|was|are|helpful|"
    r"useful|help|helps|helped|interesting|got|understood|i|see|sounds|looks|good|yes|yeah|yep|yup|sure|"
    r"right|of course|course|well|done|alright|no problem|bye|goodbye|see|later|ciao|cheers|"
    r"ha|haha+|lol|hehe|hm+|ah|oh|wow|ok|k|how|doing|going|what is up|up|what|s|do|can|me|us|please|could|"
    r"again|really|pretty|just|too|then|appreciated|obliged|appreciate|highly|welcome|job|work|indeed|exactly|"
    r"agreed|makes|sense|will|think|about|later|let|know|moment|one|wait|a|sec|second|minute|love|like|"
    r"glad|happy|to|meet|team|everyone|folks|and|with|be|am|who|info|information|have|had|been|my|friend|"
    r"mate|man|buddy|pal|that's|"
    r"stop|now|enough|for|today|appreciate|kind|nothing else|not|bad|no|nope|all|set|interested|best|rock|star|legend|"
    r"fast|quick|speedy|clever|smart|stuff|anyone|anybody|somebody|bunch|tons?|heaps|million|many|assistance|"
    r"support|advice|effort|time|alrighty|"
    r"thumbs|sup|gem|lifesaver|superb|fab|"
    r"actually|ever|deed|brill|impressive|impressed|worries|care|take|ya|nah|i'm|on|it|as|always|in|advance|back|"
    r"think|maybe|let's|us|"
    r"give|minutes?|min|sleep|brb|dude|bro|sir|guys|\d+/\d+|both|either|way|fair|cheers|aha|gotcha|noted|true|"
    r"absolutely)\b)*+$"
)
_SMALL_CORE = re.compile(
    r"\b(?:hi|hello|hey|heya|hiya|howdy|yo|greetings|morning|afternoon|evening|thanks|thank|good|great|"
    r"nice|cool|okay|fine|perfect|awesome|excellent|super|wonderful|brilliant|lovely|amazing|fantastic|"
    r"sweet|neat|helpful|useful|helps|helped|interesting|got it|understood|i see|yes|yeah|yep|yup|sure|"
    r"bye|goodbye|ciao|cheers|haha+|lol|hm+|ah|oh|wow|who are you|how are you|what is up|help|appreciate|"
    r"appreciated|obliged|makes sense|job|exactly|agreed|all set|not bad|wait|done|right|nothing else|no problem|"
    r"alright|be right back|later|how is it going|the best$|rock|star|legend|alrighty|thumbs up|sup|gem|lifesaver|"
    r"superb|fab|"
    r"brill|impressive|impressed|gotcha|aha|noted|fair enough|absolutely|take care|brb|10/10|are you there|(?:anyone|"
    r"anybody|somebody) there|think about|think it over|sleep on)\b"
)
_HOPES = re.compile(r"^(?:[a-z]+ ?[,.!]? ?){0,5}?\s*(?:i )?hope (?:your|you|all|everyone|everybody)\b[^?$%^@]*$")
"""Good wishes: "morning bot, hope you are well"."""
_PRAISES = re.compile(r"^[a-z ,.!]{0,30}?\byou are (?:more|so|very|really|too|the|an?) (?!expensive)[^?$%^@]*$")
"""Kind words: "you're more patient than my students"."""
_THANKS_ONLY = re.compile(
    r"^(?:(?:ha|oh|okay|great|wow|perfect|ah|,|\.|!) )*(?:many thanks|thanks|thank you)\b(?!.*\b(?:need|want|show|"
    r"find|but|"
    r"now|how|what|which|why|any|more|other|others|another|cheaper|looking|instead|also|only|just|without|with|no|not|"
    r"under|over|can|could|would|take|next|else|compare|like|rather|prefer|skip|drop|give|some|new)\b)[^$%^@?|\d]*$"
)
"""Thanks, and nothing that asks for anything: "thanks a million, this beats walking round the shops"."""
_LONG_DAY = re.compile(
    r"^(?:[a-z]+ ?,? ?){0,3}?(?:it is|it has|this has|what|that is|that was) (?:been )?(?:such )?an? (?:(?:very|"
    r"really) )?(?:long|"
    r"hard|busy|rough|tough|crazy|lovely|great|nice|good|beautiful|slow|mad) (?:day|week|morning|afternoon|month|"
    r"monday|"
    r"tuesday|wednesday|thursday|friday)\b[^?$%^@]*$"
)
"""Talk about the day: "it's been a long day at the office"."""
_FIRST_TIME = re.compile(
    r"^[a-z ,.!]{0,30}?(?:this is my first time|(?:i (?:have )?)?never (?:before )?(?:used|tried|talked to|"
    r"chatted with|spoken "
    r"to)|first time (?:using|trying|talking|chatting))\b[^$%^@]*\b(?:bots?|chats?|this|you|assistants?|"
    r"before)\s*[.!]*$"
)
"""Somebody says that they are new here."""
_LATER = re.compile(
    r"^(?:(?:okay|hm+|well|so|thanks|,|\.)\s+)*(?:let (?:me|us)|(?:i|we) (?:will|have to|need to|should|must|"
    r"want to)) (?:first )?"
    r"(?:ask|check with|think|talk to|discuss|sleep on|consult|get back)\b[^$%^@]*$"
)
"""Somebody puts it off: "let me ask my boss first"."""
_HELP_ME = re.compile(
    r"^(?:[a-z]+ ){0,4}?[,.!]? ?(?:[a-z]+ ){0,6}?(?:give|lend) (?:me|us) a (?:hand|bit of help)"
    r"(?: with (?:something|a thing|a few things|this))?(?: please)?\s*[?.!]*$"
)
"""Somebody knocks at the door: "could you give me a hand with something?"."""
_ASKS_ON = re.compile(r"\b(?:nothing|anything|something) else\s*\?")
_THANKS = re.compile(r"\b(?:thanks|thank you|thank|cheers|appreciated?|much obliged|grateful)\b")
_OUT = re.compile(
    r"\b(?:is (?:the|our|your) [a-z ]{2,20} (?:open|closed)|return policy|refunds?|ship(?:s|ping)? to|deliver(?:s|"
    r"y)? to|delivery (?:time|cost|date)|"
    r"shipping (?:cost|time|fee)|payment methods?|pay (?:by|with)|coupons?|discount code|"
    r"customer (?:service|support)|opening hours|what time|the time in|tax(?:es)?|what day|what date|what year|"
    r"weather|forecast|"
    r"temperature (?:in|outside|today)|"
    r"translat(?:e|ion)|(?:say|write|repeat|explain|answer|reply|tell|put|give|speak|talk|respond|do) "
    r"(?:(?:it|that|this|me|us|to|all|everything|please) )*in (?:english|german|french|spanish|italian|dutch|polish|"
    r"portuguese|russian|chinese|japanese|korean|turkish|arabic|hindi|swedish|danish|czech|greek|hebrew|latin)|poem|"
    r"\bcv\b|resume|\d+ percent of \d+|jokes?|stor(?:y|ies)|songs?|lyrics|recipe|capital of|"
    r"president|prime minister|population|"
    r"(?:book|reserve) (?:(?:a|an|me|us|my|the) )*(?:flight|hotel|table|room|taxi|ticket|trip|meeting|appointment|"
    r"restaurant)|flights? to|(?:next|last|first) (?:train|bus|plane|flight|ferry|tram)\b|"
    r"news|stock (?:price|market)|exchange rate|football|soccer|match result|"
    r"(?:^|(?<=[.,;:!?] )|(?<=know )|(?<=me )|(?<=and )|(?<=so )|(?<=but ))who (?:won|is|was|wrote|"
    r"invented|discovered|are (?:the|they)|were|will win|scored)|"
    r"will it (?:rain|snow|be (?:sunny|cold|warm|hot|windy))|is it (?:raining|snowing|sunny)|when (?:was|did|is|"
    r"does|will)|how old|"
    r"how tall is|how far|meaning of|define|(?:^|(?:can|could|will|would) you |please )(?:solve|calculate|"
    r"compute)|square root|"
    r"(?:write|compose|draft|send|read|summari[sz]e|proofread) (?:me |us |a |an |my |the |this |some |"
    r"an? )*(?:[a-z]+ )?(?:paper|speech|application|invitation|presentation|thesis|email|e-mail|letter|essay|code|"
    r"poem|message|text|report|article|story|blog|program|"
    r"function|script|regex|query|tweet|document|mail|song|haiku|song|note)|"
    r"(?:schedule|arrange|set up|organi[sz]e|plan) (?:me |us )?(?:a|an|my|the|our) (?:meeting|call|appointment|trip|"
    r"party|date|event|vacation|holiday)|\d+ (?:times|plus|minus|divided by|multiplied by) \d+|"
    r"(?:install|assemble|mount|repair|fix|set) (?:it|this|that|them|one)(?: up)? for (?:me|us)|come over|"
    r"homework|election|horoscope|lottery|remind me|set (?:a|an) (?:alarm|timer|reminder)|call (?:me|my|"
    r"a)|play (?:some |a |the )?(?:music|song|game|video)|sing|dance|marry|are you (?:human|real|an? (?:real )?(?:bot|"
    r"robot|human|person|machine|ai)|alive|sentient)|do you (?:love|dream|sleep|eat|speak|understand)|"
    r"what is (?:the )?(?:meaning|\d)|"
    r"(?:python|java|javascript) (?:code|script|program)|debug|politics|religion|medical|doctor|lawyer|"
    r"tax return|directions to|nearest|restaurant|movie|film|cook|order (?:me )?(?:a )?(?:pizza|food|taxi|"
    r"uber)|pizza|birthday of|your (?:name|age|opinion on)|favourite (?:colour|movie|song|food)|vacation|"
    r"holiday trip|hotel|wikipedia|history of|distance (?:from|between)|how many (?:people|days|countries|"
    r"planets)|salary|password|spell)\b"
)
_ERRANDS = re.compile(
    r"\b(?:flights? (?:to|from)|tax returns?|(?:reset|change|forgot|recover|unlock) (?:my|our|the) [a-z "
    r"]*\b(?:password|"
    r"account|login)|hotel (?:in|near|for)|(?:train|bus|plane|concert|cinema) tickets?|table for (?:two|three|four|"
    r"\d))\b"
)
"""What no shop does, however it is asked for: "find me a cheap flight to London"."""
_HOW_TO = re.compile(
    r"(?:^|[,.:;!] )(?:please )?(?:tell me )?how (?:long |often )?(?:do|can|would|should) (?:i|we|you|one) "
    r"(?!find|get|choose|pick|buy|order|filter|search|compare|use|see|pay)"
)
_SHOPPING = re.compile(
    r"\b(?:so an? [a-z ]+ it is|need|want|looking for|buy|sell|stock|show|find|recommend|suggest|search|(?:do|"
    r"does) (?:we|you|anyone) have|"
    r"(?:is|are) there|got any|in the catalog(?:ue)?)\b"
)
_DEED = re.compile(
    r"^(?:[a-z]+ )?(?:can|could|will|would) you (?:please |also |kindly )?(?!(?:show|find|give|get|recommend|"
    r"suggest|list|"
    r"offer|help|tell|explain|compare|describe|do|make|bring|search|look|filter|narrow|limit|exclude|leave|remove|drop|"
    r"hide|skip|include|add|keep|put|order|sell|see|name|sort|check|propose|present|pick|choose|advise|point|try|go|be|"
    r"have|provide|supply|replace|swap|change|let|lower|raise|increase|reduce|stick|match|widen|repeat|say|stop|"
    r"take|use|get|locate|source|hunt|fetch|track|dig|hook|set|steer|direct|guide|inform|only|just|not|never)\b)[a-z]+ "
    r"(?:my|our|me|us|for (?:me|us))\b"
)
"""Asks for a deed that is none of a shop's: "could you walk my dog?"."""
_COUNTS = re.compile(
    r"^(?:and |so |but |by the way |okay )*how (?:many|much) [a-z]+ (?:are|is|does|do|did|can) "
    r"(?:there )?(?:in|an?|the)\b"
)
_ABOUT_WORLD = re.compile(
    r"^(?:please |can you |could you |will you |(?:do you|does anyone|any idea|you) know |any idea |"
    r"tell me )*(?:who|when|where|what is|what are|tell me a|write|"
    r"translate|explain how|calculate|how (?:do|can|to|would|should) (?:i|we|you|one)|how to|how many|"
    r"how much is \d|sing|define)\b"
)


def is_small_talk(text: str) -> bool:
    """Return whether a message is nothing but courtesy: greetings, praise, thanks, "ok"."""
    if _ASKS_ON.search(text):
        return False
    return bool(
        (_SMALL_CORE.search(text) and _SMALL.match(text))
        or any(
            pattern.match(text)
            for pattern in (_LATER, _THANKS_ONLY, _LONG_DAY, _FIRST_TIME, _HELP_ME, _HOPES, _PRAISES)
        )
    )


def is_thanks(text: str) -> bool:
    """Return whether courtesy is thanks."""
    return bool(_THANKS.search(text))


def is_errand(text: str) -> bool:
    """Return whether a message asks for what no shop does, whatever else it says."""
    return bool(_ERRANDS.search(text))


def is_out_of_scope(text: str, topic: str, lexicon: Lexicon) -> bool:
    """Return whether a message asks for what no catalog answers; `topic` is what it might be looking for."""
    words = [word for word in topic.split() if len(word) > 3]
    if _OUT.search(text):
        sold = any(
            word in lexicon.exact or word in lexicon.categories or lexicon.names_something(word) for word in words
        )
        return not (sold and _SHOPPING.search(_OUT.sub(" ", text)))
    if _HOW_TO.search(text):
        return True
    if _COUNTS.search(text):
        return True
    known = sum(1 for word in words if lexicon.knows(word) or lexicon.names_something(word))
    is_elsewhere = _ABOUT_WORLD.search(text) or _DEED.search(text)
    return bool(words and is_elsewhere and known * 2 < len(words))
