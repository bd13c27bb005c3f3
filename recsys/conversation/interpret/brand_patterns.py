"""How people speak of brands: each pattern reads the canonical text in which a brand is `%0`, `%1` and so on."""

import re

TAG = r"%(\d+)"
_LIST = rf"{TAG}(?:\s*+(?:(?:,|/|or|and|nor|plus|maybe|not|no|neither)\s*+)*+(?:(?:from|by|the|an?|any)\s++)?+{TAG})*+"
"""Brands in a row. Nothing in it is tried twice, so that a long row takes no longer than it is long."""
_FILL = (
    r"(?:(?:from|by|made by|made|manufactured by|produced by|products?|items?|stuff|things?|anything|"
    r"something|any|brands?|like|likes|"
    r"want|wants|need|please|to see|see|show|me|of|more|another|with|a|an|the|ones?|be|is|are|for|in|all|"
    r"include|including|consider|suggest|recommend|give|have|from the|that is|that are|which is|it|to be|again|really|"
    r"keen on|interested in|a fan of|fan of|into|fond of|fans of|buy|buying|anymore|those|these|your|"
    r"it to be|other)\s+)*"
)
_NEG = (
    r"(?:hold the|forget(?: about)?|not|no|never|without|except(?:ing)?(?: for)?|exclud(?:e|es|ing)|but (?:not|no|"
    r"never|without)|"
    r"(?:any(?:thing| brand| make)|all|every(?:thing| brand)) but|avoid(?:ing)?|skip(?:ping)?|drop|remove|"
    r"hate|dislike|"
    r"sick of|tired of|other than|anything but|everything but|besides|apart from|aside from|rather than|"
    r"instead of|minus|ditch|leave out|leaving out|"
    r"omit|ignore|stay away from|keep away from|get rid of|fed up with|enough of|"
    r"had bad experiences? with|anything besides|nothing|filter out|ban|block|rule out|"
    r"different from|can not stand|non|lose|take out|no more|neither|outside of|done with|over with|boycott(?:ing)?|"
    r"despise|detest|loathe|distrust|refuse|allergic to|steer clear of|bored of|"
    r"(?:other|different|another|alternative) (?:brands?|makes?|manufacturers?|makers?|compan(?:y|ies)|"
    r"ones?) (?:than|to|from))"
)
_OKAY = (
    r"(?:okay|fine|good|great|acceptable|allowed|all right|welcome|possible|not a problem|no problem|"
    r"not (?:so |that )?bad|back in|back|in again|alright|works?|(?:would |will )?do|cool|permitted|"
    r"not an issue|a possibility)"
)
LIFT = re.compile(
    r"(?<!\w)(?:(?:actually|on second thoughts?|i changed my mind|changed my mind|you (?:may|can|could)|"
    r"we can|i guess|maybe|well)\s*,?\s*)*"
    r"(?:(?:include|allow|bring back|add back|add|put back|consider|readmit|accept|permit|show|"
    r"do not mind|no need to (?:exclude|avoid|skip|rule out)|do not (?:exclude|avoid|skip)|stop excluding|"
    r"no longer exclude|"
    r"i have nothing against|nothing against|let (?:us )?(?:include|allow)|"
    rf"give)\s+(?:products? )?(?:from |by )?{_LIST}\s*(?:(?:back|again|too|as well|after all|a chance|"
    r"another chance|products?|in|now)\b\s*)+"
    rf"|(?:put|bring|add|take|let) {_LIST} back(?: in)?"
    rf"|(?:changed my mind|(?:(?:ignore|forget|scratch|disregard|take back) )?what i (?:said|wrote)) (?:about|"
    rf"on) {_LIST}"
    r"(?:\s*,?\s*(?:(?:it|they|that) (?:is|are) (?:okay|fine|good)|(?:please )?(?:include|allow|add|show) (?:it|"
    r"them)))?"
    rf"|(?:remove|lift|drop|undo|cancel|end|scrap|ditch|forget|ignore|waive|take off|take away|delete) (?:the|my|"
    rf"that|your)"
    rf" (?:(?:no|anti|not|without) )?{_LIST} (?:exclusion|ban|filter|block|restriction|rule|condition|requirement|"
    rf"boycott|limit|thing)"
    rf"|{_LIST} (?:can|may|could|should) (?:come|be put|be added) back(?: in)?"
    r"|(?:allow|bring back|add back|put back|readmit|do not mind|no need to (?:exclude|avoid|skip|rule out)|"
    r"do not (?:exclude|avoid|skip)|"
    r"stop excluding|no longer exclude|un-?exclude|nothing against|okay with|fine with|good with|open to|"
    rf"can live with)\s+(?:products? )?(?:from |by )?{_LIST}"
    rf"|{_LIST}\s+(?:products? |ones? )?(?:is|are|would be|will be|can be|may be|could be|might be|was|"
    r"were|does|do)?\s*(?:actually |also |perfectly |just |totally |really |probably |"
    rf"included )*(?:{_OKAY}|included|back)\b(?:\s+(?:after all|again|too|as well|now|with me|by me|for me|"
    r"then|here|also|in))*)"
)
NOT_ONLY = re.compile(
    rf"\b(?:(?:it |they )?(?:does|do) not (?:have|need) to be|need not be|not (?:just|only|necessarily|(?:fixed|set|"
    rf"dead set|hung up|stuck|"
    r"bent|insisting) on|tied to|limit(?:ed)? (?:it |this |that |them |yourself |me )?to|restrict(?:ed)? (?:it |"
    r"this |that |them |yourself )?to)|no need for)"
    rf"(?: (?:from|by|a|an|the))* {_LIST}|{_LIST} or (?:not|any others?|another|anything else|others?|something else)\b"
)
"""Lifts "only this brand": others are welcome too."""
OTHERS_WELCOME = re.compile(
    r"\b(?:open to|fine with|okay with|happy with|good with|consider|include|allow|welcome|look at|do not mind)"
    r"(?: any| some| all| an?)? ?(?:other|another|different) (?:brands?|makes?|manufacturers?|makers?|compan(?:y|"
    r"ies))\b"
    r"|\b(?:could|can|may|might) (?:also )?be (?:(?:from|by|of) )?(?:another|other|any|a different) (?:brands?|"
    r"makes?|manufacturers?|compan(?:y|ies))\b"
    r"(?: (?:too|as well|also))*|\b(?:from|by) (?:anyone|anybody|whoever|whomever|any (?:brand|maker|manufacturer))\b"
)
ANOTHER = re.compile(
    r"\b(?:(?:some|any|an|a)?\s*(?:other|another|different|alternative)\s+(?:brands?|makes?|"
    r"manufacturers?|makers?|compan(?:y|ies)|suppliers?|vendors?|labels?)"
    r"|(?:brands?|makes?|manufacturers?)\s+(?:other|different)\b(?:\s+(?:than|from)\s+(?:this|that|these|"
    r"those|the same))?"
    r"|(?:from|by|of)\s+(?:someone|somebody|anyone|anybody)\s+else"
    r"|(?:change|switch|vary)\s+(?:the\s+)?(?:brands?|manufacturer|makers?)"
    r"|(?:not|no)\s+(?:from\s+|more\s+(?:of\s+|from\s+)?)?(?:this|that|these|those|the same)\s+(?:brands?|"
    r"manufacturers?|makers?|makes?))\b(?:\s+instead)?"
)
NEGATIVE = re.compile(
    r"\b(?:(?:from |by )?any(?:thing|one|body| brand| make)?\s+|all(?: brands)?\s+|every(?:thing|"
    rf" brand)?\s+|brands?\s+)?(?:is (?:fine|okay)\s+)?{_NEG}\s+{_FILL}{_LIST}"
)
NEGATIVE_THING = re.compile(
    rf"\b{_NEG}\s+(?:(?:an?|any|the|want|need|like|be)\s+)*(?:[a-z][\w-]*\s+){{1,2}}(?:from|by|made by)\s+{_LIST}"
)
"""Denies the brand and not the thing: "not a backpack from Targus"."""
NON = re.compile(rf"\bnon[- ]{_LIST}")
OUT = re.compile(
    rf"{_LIST}\s+(?:is|are|would be|can be)\s+(?:a\s+)?(?:no-go|no go|not|no|out|excluded|off the table|off|"
    r"not okay|too|rubbish|junk|garbage|trash|overrated|off limits|off the list|a hard no|never)\b"
    r"(?:\s+(?:okay|good|go|option|an option|a go|what i want|wanted|for me|for us|acceptable|allowed|fine|needed|"
    r"my (?:thing|favourite|cup of tea)))*"
    rf"|{_LIST}\s+(?:can|should|must|may|could|might)\s+(?:just )?(?:stay|keep|go|be left|be kept|"
    rf"get)\s+(?:well )?(?:out|away|off)(?: of (?:it|this|that|here))?\b"
    rf"|{_LIST}\s+(?:(?:has|have|had|always|never|really|just)\s+)*(?!serve|treat|suit|help|give|work|do\b|does|"
    rf"please|fit|interest|appeal)[a-z]+ (?:me|us)\b(?:\s+(?:down|off|badly|before))*"
    rf"|(?:leave|put|set|keep|take) {_LIST} (?:aside|out|off|away)\b(?: of (?:it|this|the list))?"
    rf"|{_LIST}\s+(?:sucks?|is (?:bad|terrible|awful|crap|rubbish))"
)
POSITIVE = re.compile(
    r"(?:\b(?:filter|only|just|exclusively|solely|must be|should be|has to be|have to be|needs to be|made|"
    r"manufactured|produced|built|"
    r"from|by|of|brand|brands|is|be|the|prefer|preferably|ideally|want|need|like|take|stick to|stick with|"
    r"go with|show|products?|items?|something|anything|it|limited? to|limit it to|restrict to|a|an|any|"
    r"one|ones|"
    rf"either|make it|switch to|rather)\s+)*{_LIST}(?:\s+(?:only|brand|products?|models?|items?|range|stuff|gear|"
    rf"ones?|please|or nothing|"
    r"exclusively)\b)*"
)
GIVEN_UP = re.compile(
    rf"\b(?:forget(?: about)?|never ?mind) {TAG}(?=\s*[,.;|]+\s*(?:(?:and|just|only|show me|give me)\s+)*%\d)"
)
"""One brand for another: "forget APC, Eaton only"."""
NOTHING_BUT = re.compile(
    rf"\b(?:nothing|none|nobody|no one|no brands?|not anything|no others?) (?:but|except(?: for)?|other than|besides|"
    rf"apart from)"
    rf"(?: (?:from|by|the))* {_LIST}"
)
DENIED = re.compile(
    r"\b(?:ew+|ugh+|yuck|god no|hell no|not|no|never|none|without|except|excluding|exclude|avoid(?:s|ed)?|hate[sd]?|"
    r"dislike[sd]?|hide|remove|drop|refuse[sd]?|"
    r"block|skip|distrusts?|despises?|banned?|"
    r"bar(?:ring)?|minus|save for|forbid(?:s|den)?|rid of|rule out|cross off|strike|kick out|throw out|leave out|"
    r"against|enough of|gone off|(?:problems?|troubles?|issues?|leaks?|faults?|bad (?:luck|experiences?)) with|"
    r"fed up|sick of|tired of)\b(?![^|]*\b(?:only|just|mind|problem|issue|objections?)\b)[^|%]*$"
)
REFUSED = re.compile(
    r"^\s*[?,.!]*\s*(?:no|nope|nah|never|not|out|off|away)\b(?:\s+(?:of|from|thanks|thank you|way|chance|use|the|my|"
    r"list|these|"
    r"it|please))*"
    r"(?=\s*(?:$|[.,;!?|]))"
    r"|^\s*(?:is|are|does|do|did|will|would|can) not\b(?!.*\b(?:matter|bother|have to|need to|bad|a problem|"
    r"an issue)\b)[^|%,.;!?]*"
)
NEVER_AGAIN = re.compile(
    r"^[^%.;]*?[\s,]+(?:so |and |but )*+(?:(?:never|not|no) (?:ever )?(?:again|more|that|those|them|it|another|"
    r"thanks|thank you)\b|"
    r"(?:has|have)? ?let (?:me|us) down\b|(?:skip|avoid|exclude|leave out|drop|remove|omit|ignore|hide|without|"
    r"no thanks to|filter out) (?:it|them|those|that|these)\b|(?:avoid|skip|pass)(?=\s*$)|can (?:jog on|do one|"
    r"get lost|take a hike|get stuffed|"
    r"go away|stay away)\b)(?:[^|%.;]*$)?"
)
"""What somebody has had and wants no more of: "I had a Philips once, never again"."""
APPROVED = re.compile(
    r"\b(?:okay|fine|acceptable|alright|welcome|allow\w*|include\w*|mind|add|again|back|after all|consider\w*|"
    r"permitted|good|"
    r"reconsider|no objections?|if need be|if necessary|if i must|too|as well)\b"
)
