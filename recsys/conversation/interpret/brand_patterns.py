"""How people speak of brands: each pattern reads the canonical text in which a brand is `%0`, `%1` and so on."""

import re

from recsys.conversation.interpret import polarity

TAG = r"%(\d+)"
_LIST = (
    rf"{TAG}(?:\s*+(?:(?:,|/|or|and|nor|plus|maybe|not|no|neither)\s*+)*+(?:(?:from|by|the|an?|any|to|on|of)\s++)?+"
    rf"{TAG})*+"
)
"""Brands in a row. Nothing in it is tried twice, so that a long row takes no longer than it is long."""
_FILL = (
    r"(?:(?:from|by|made by|made|manufactured by|produced by|products?|items?|stuff|things?|anything|"
    r"something|any|brands?|like|likes|"
    r"want|wants|need|please|to see|see|show|me|of|more|another|with|a|an|the|ones?|be|is|are|for|in|all|"
    r"include|including|consider|suggest|recommend|give|have|from the|that is|that are|which is|it|to be|again|really|"
    r"keen on|interested in|a fan of|fan of|into|fond of|fans of|buy|buying|anymore|those|these|your|"
    r"it to be|other)\s+)*"
)
_AFTER_NAME = r"(?:\s+(?:fans?|fanboy|family|person|people|guy|house|household|shop|products?|stuff|gear|kit|ones?)\b)*"
_NEG = (
    rf"(?:hold the|forget(?: about)?|(?<!why )not|no|never|except(?:ing)?(?: for)?|but (?:not|no|never|without)|"
    r"(?:any|all|every)(?:thing|one|body|where)?(?: (?:other )?(?:brands?|makes?|makers?|manufacturers?|"
    r"compan(?:y|ies)|"
    r"suppliers?|vendors?|names?|labels?))? (?:but|save|bar)|other than|"
    r"besides|"
    r"apart from|aside from|rather than|instead of|ignore|had bad experiences? with|anything besides|nothing|"
    r"different from|non|no more|neither|not an? (?:[a-z]+ )?fan of|(?<!why )(?:not|never) (?:do|buy|trust|"
    r"touch|stock|use)|"
    r"(?:alternatives?|substitutes?|replacements?) (?:to|for)|"
    r"(?:other|different|another|alternative) (?:brands?|makes?|manufacturers?|makers?|compan(?:y|ies)) "
    r"(?:than|to|from)|(?:other|different|another|alternative) ones? (?:than|to)|different ones? from|"
    rf"{polarity.AGAINST})"
)
_OKAY = (
    r"(?:okay|fine|good|great|acceptable|allowed|all right|welcome|possible|not a problem|no problem|"
    r"not (?:so |that )?bad|back in|back|in again|alright|works?|(?:would |will )?do|cool|permitted|"
    r"not an issue|a possibility|reconsidered)"
)
LIFT = re.compile(
    r"(?<!\w)(?:(?:actually|on second thoughts?|i changed my mind|changed my mind|you (?:may|can|could)|"
    r"we can|i guess|maybe|well)\s*,?\s*)*+"
    r"(?:(?:(?<!not )(?<!never )(?:include|allow|bring back|add back|add|put back|consider|readmit|accept|permit|show)|"
    r"do not mind|no need to (?:exclude|avoid|skip|rule out)|do not (?:exclude|avoid|skip)|stop excluding|"
    r"no longer exclude|"
    r"i have nothing against|nothing against|let (?:us )?(?:include|allow)|"
    rf"give)\s+(?:products? )?(?:from |by )?{_LIST}\s*(?:(?:back|again|too|as well|after all|a chance|"
    r"another chance|products?|in|now)\b\s*)+"
    rf"|(?:put|bring|add|take|let) {_LIST} back(?: in)?"
    r"|(?:changed my mind|(?:(?:ignore|forget|scratch|disregard|take back) )?what i (?:said|wrote)(?: earlier|"
    r" before)?) (?:about|"
    rf"on) {_LIST}"
    r"(?:\s*,?\s*(?:(?:it|they|that) (?:is|are) (?:okay|fine|good)|(?:please )?(?:include|allow|add|show) (?:it|"
    r"them)))?"
    rf"|(?:remove|lift|drop|undo|cancel|end|scrap|ditch|forget|ignore|waive|take off|take away|delete) (?:the|my|"
    rf"that|your)"
    rf" (?:(?:no|anti|not|without) )?{_LIST} (?:exclusion|ban|filter|block|restriction|rule|condition|requirement|"
    rf"boycott|limit|thing)"
    rf"|{_LIST} (?:can|may|could|should) (?:(?:come|be put|be added|go) back(?: in)?(?:(?: in)?to the [a-z]+)?|"
    r"stay(?! (?:out|off|away))|remain|"
    r"(?:be|go) back in the [a-z]+)"
    rf"|{_LIST}\s+(?:(?:is|are|does|do|need|must|should|has|have)\s+)*(?:not|no longer)\s+(?:(?:have|need|to|be|"
    rf"been)\s+)*"
    rf"{polarity.AGAINST}"
    rf"|should not have (?:ruled out|excluded|skipped|banned|dismissed|refused|left out)\s+{_LIST}"
    r"|(?:(?<!not )(?<!never )allow|bring back|add back|put back|readmit|do not mind|no need to (?:exclude|avoid|"
    r"skip|rule out)|"
    r"do not (?:exclude|avoid|skip)|"
    r"stop excluding|no longer exclude|un-?exclude|nothing against|okay with|fine with|good with|open to|"
    rf"can live with)\s+(?:products? )?(?:from |by )?{_LIST}"
    rf"|{_LIST}[\s,]+(?:so |and )?(?:they|it) (?:may|can|could|might) (?:be (?:reconsidered|considered|included|"
    r"allowed|added|"
    r"back)|come back|stay)\b(?: (?:again|too|in))*"
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
    rf"(?: (?:from|by|a|an|the))* {_LIST}"
    rf"|(?:take|put|throw|leave) (?:the|my|that) {_LIST}(?:[- ]only)? (?:requirement|restriction|filter|limit|rule|"
    rf"thing|condition|"
    r"preference) (?:away|off|out|aside)"
    rf"|{_LIST} (?:is|are) (?:not|no longer) (?:really |strictly |that )*(?:necessary|required|needed|essential|"
    rf"important|"
    rf"mandatory|a must|obligatory)|(?:{polarity.AGAINST}|lift|forget|cancel|undo|waive) (?:the|my|that) "
    rf"{_LIST}(?:[- ]only)? "
    rf"(?:requirement|restriction|filter|limit|rule|thing|condition|preference)|{_LIST} or (?:not|any others?|"
    rf"another|anything else|others?|something else)\b"
)
"""Lifts "only this brand": others are welcome too."""
LIKEWISE = re.compile(
    rf"(?:\b(?:the )?same (?:goes|applies|holds|is true) (?:for|to|with|of)|\bditto(?: (?:for|with))?|\blikewise(?: "
    rf"for)?|"
    rf"\bas (?:is|are|does|do)) {_LIST}"
)
"""Says of a brand what was said last: "same goes for Epson"."""
OTHERS_WELCOME = re.compile(
    r"\b(?:open to|fine with|okay with|happy with|good with|consider|include|allow|welcome|look at|do not mind)"
    r"(?: any| some| all| an?)? ?(?:other|another|different) (?:brands?|makes?|manufacturers?|makers?|compan(?:y|"
    r"ies))\b"
    r"|\b(?:could|can|may|might) (?:also )?be (?:(?:from|by|of) )?(?:another|other|any|a different) (?:brands?|"
    r"makes?|manufacturers?|compan(?:y|ies))\b"
    r"(?: (?:too|as well|also))*|\b(?:other|different) (?:brands?|makes?|manufacturers?) (?:too|as well|also)\b"
    r"|\b(?:anyone|anybody|whoever makes (?:it|them|those))(?: ,)? (?:is |will |would |be |also )*(?:fine|okay|do|"
    r"good|welcome)\b"
    r"|\b(?:from|by) (?:anyone|anybody|whoever|whomever|any (?:brand|maker|manufacturer))\b"
)
ANOTHER = re.compile(
    r"\b(?:(?:some|any|an|a)?\s*(?:other|another|different|alternative)\s+(?:brands?|makes?|"
    r"manufacturers?|makers?|compan(?:y|ies)|suppliers?|vendors?|labels?)"
    r"|(?:brands?|makes?|manufacturers?)\s+(?:other|different)\b(?:\s+(?:than|from)\s+(?:this|that|these|"
    r"those|the same))?"
    r"|(?:from|by|of)\s+(?:someone|somebody|anyone|anybody)\s+else"
    r"|(?:change|switch|vary)\s+(?:the\s+)?(?:brands?|manufacturer|makers?)"
    r"|(?:(?:just|only|but)\s+)*not\s+(?:the|its|their)\s+(?:brand|make|maker|manufacturer|company)(?!\s+of)"
    r"|(?:not|no)\s+(?:from\s+|more\s+(?:of\s+|from\s+)?)?(?:this|that|these|those|the same)\s+(?:brands?|"
    r"manufacturers?|makers?|makes?))\b(?:\s+instead)?"
)
NEGATIVE = re.compile(
    r"\b(?:(?:from |by )?any(?:thing|one|body| brand| make| maker| manufacturer)?\s+|all(?: brands)?\s+|every(?:thing|"
    r" brand)?\s+|(?:(?:from|by|of)\s+)?(?:brands?|makes?|makers?|compan(?:y|ies)|manufacturers?|vendors?|"
    rf"suppliers?)\s+)?(?:is (?:fine|okay)\s+)?{_NEG}\s+{_FILL}{_LIST}{_AFTER_NAME}"
)
NEGATIVE_THING = re.compile(
    rf"\b{_NEG}\s+(?:(?:an?|any|the|want|need|like|be)\s+)*(?:[a-z][\w-]*\s+){{1,2}}(?:from|by|made by)\s+{_LIST}"
)
"""Denies the brand and not the thing: "not a backpack from Targus"."""
NON = re.compile(rf"\bnon[- ]?{_LIST}")
EXCEPTED = re.compile(
    r"\b(?:any|every|all|each)(?:thing|one|body)?(?: (?:other )?(?:brands?|makes?|makers?|manufacturers?|"
    r"compan(?:y|ies)))?"
    rf" (?:but|except(?:ing)?(?: for)?|save|other than|apart from|besides|aside from) {_LIST}"
    rf"(?=\s+(?:is|are|would be|will be|will)?\s*{_OKAY})"
)
"""Allows the others: "every brand except HP is okay"."""
PARTED = re.compile(rf"(?<=%\d)\s*,\s*(?=(?:but |rather |only |just )*{_LIST}\s+(?:please|instead|only|rather|yes)\b)")
"""Where a list ends and another wish begins: "no HP, Dell please"."""
OUT = re.compile(
    rf"{_LIST}\s+(?:(?:is|are|would be|can be)\s+(?:not|too|never)\b(?:\s+(?:okay|good|permitted|an option|option|"
    rf"what i want|"
    r"wanted|for me|for us|acceptable|allowed|fine|needed|welcome|my (?:thing|favourite|cup of tea)))*"
    rf"|{polarity.REFUSED})"
    rf"|{_LIST}\s+(?:can|should|must|may|could|might)\s+(?:just )?(?:stay|keep|go|be left|be kept|"
    rf"get)\s+(?:well )?(?:out|away|off)(?: of (?:it|this|that|here))?\b"
    rf"|{_LIST}\s+(?:(?:has|have|had|always|never|really|just)\s+)*(?!for\b|to\b|with\b|and\b|or\b|show|get|find|"
    rf"bring|tell|offer|send|serve|treat|suit|help|give|work|do\b|does|"
    rf"please|fit|interest|appeal)[a-z]+ (?:me|us)\b(?:\s+(?:down|off|badly|before))*"
    rf"|(?:leave|put|set|keep|take|kick|throw) (?:(?:the|any|all|every|those|these) )*{_LIST}(?: (?!out|off)[a-z]+s)? "
    r"(?:aside|out|off|away)\b(?: of (?:it|this|the list))?"
    rf"|\bgiv(?:e|ing) {_LIST} (?:an? |the )?(?:miss|pass|wide berth|swerve|boot|chop)\b"
    rf"|{_LIST}(?: (?:too|as well|also))?\s*,?\s*(?:for the )?same (?:problems?|issues?|reasons?|story|thing|trouble)\b"
    rf"|{_LIST}\s+(?:sucks?|is (?:bad|terrible|awful|crap|rubbish))"
)
POSITIVE = re.compile(
    r"(?:\b(?:filter|only|just|exclusively|solely|must be|should be|has to be|have to be|needs to be|made|"
    r"manufactured|produced|built|"
    r"from|by|of|brand|brands|is|be|the|prefer|preferably|ideally|want|need|like|take|stick to|stick with|"
    r"go with|show|products?|items?|something|anything|it|limited? to|limit it to|restrict to|a|an|any|"
    r"one|ones|"
    rf"either|make it|switch to|rather)\s+)*{_LIST}(?:\s+(?:only|brand|branded|products?|models?|items?|range|"
    r"stuff|gear|"
    rf"ones?|please|or nothing|or bust|all the way|alone|fans?|fanboy|fangirl|family|loyalist|household|house|shop|guy|"
    r"person|people|exclusively)\b)*(?:\s*[,.;!]+\s*(?:and )?(?:nothing else|no others?|no one else|nobody else|only "
    r"(?:that|them|those|theirs))\b)?"
)
GIVEN_UP = re.compile(
    rf"\b(?:forget(?: about)?|never ?mind) {TAG}(?=\s*[,.;|]+\s*(?:(?:and|just|only|show me|give me)\s+)*%\d)"
)
"""One brand for another: "forget APC, Eaton only"."""
NO_OTHERS = re.compile(
    r"(?<=[\s.,;!])(?:and |so |but )?(?:i|we|they|you) (?:do|does|will|can|would|did|"
    r"have) not (?:[a-z]+ ){1,3}?(?:any )?"
    r"others?(?: (?:brands?|makes?|makers?|manufacturers?|vendors?|suppliers?|compan(?:y|ies)|ones?))?(?=\s*(?:$|"
    r"[.,;!?|]))|,? (?:all )?others? (?:need not (?:apply|bother)|are (?:out|excluded|no good))\b"
    r"|(?:^|(?<=[|.,;!?] ))(?:(?:and|so|but|please|definitely) )*(?:no|not any|none of the) (?:other|different) "
    r"(?:brands?|"
    r"makes?|makers?|manufacturers?|vendors?|suppliers?|compan(?:y|ies)|labels?)(?: at all)?(?: (?:please|thanks))*"
    r"(?=\s*(?:$|[.,;!?|]))"
)
"""Says of the brand named before that it is the only one: "HP. We don't support other vendors."."""
NOTHING_BUT = re.compile(
    rf"\b(?:nothing|none|nobody|no one|no brands?|(?:not|never) (?:[a-z]+ ){{0,2}}?anything|no others?) (?:but|"
    rf"except(?: for)?|other than|besides|"
    rf"apart from)"
    rf"(?: (?:from|by|the))* {_LIST}"
)
NEVER_AGAIN = re.compile(
    r"^(?:[^%.;?!^]*?[\s,]+|[^%.;]{0,60}[.!]+\s+(?=(?:never|no|not) (?:ever )?(?:again|more|for (?:me|us))\b))(?:so |"
    r"and |but )*+"
    r"(?:(?:never|not|no) (?:ever )?(?:again|more|that|those|them|it|another|"
    r"thanks|thank you|for (?:me|us))\b|"
    r"(?:has|have)? ?let (?:me|us) down\b|(?:try|prefer|want|pick|choose|like|use|take|see|go (?:for|"
    r"with)) (?:somebody|"
    r"someone|something|anyone|anybody|another (?:brand|make|maker|company)) ?(?:else|different|instead)?\b|"
    r"(?:skip|avoid|exclude|leave out|drop|remove|omit|ignore|hide|without|"
    r"no thanks to|filter out) (?:it|them|those|that|these)\b|(?:a )?(?:change|break) from (?:it|that|them|"
    r"those)\b|(?:avoid|skip|pass)(?=\s*$)|can (?:jog on|do one|"
    r"get lost|take a hike|get stuffed|"
    r"go away|stay away)\b)(?:[^|%.;]*$)?"
)
"""What somebody has had and wants no more of: "I had a Philips once, never again"."""
APPROVED = re.compile(
    r"(?<!not )(?<!never )\b(?:okay|fine|acceptable|alright|welcome|allow\w*|include\w*|mind|add|again|back|"
    r"after all|consider\w*|"
    r"permitted|good|"
    r"reconsider|no objections?|if need be|if necessary|if i must|too|as well)\b"
)
