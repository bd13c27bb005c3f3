"""How people say which features a thing must or must not have: patterns over what is left of the canonical text."""

import re

from recsys.conversation.interpret import polarity

_P = r"((?:[a-z0-9][\w.+'/&-]*)(?:\s+[a-z0-9][\w.+'/&-]*){0,5}?)"
_ALONE = r"((?:(?!with\b)[a-z0-9][\w.+'/&-]*)(?:\s+(?!with\b)[a-z0-9][\w.+'/&-]*){0,5}?)"
"""Words of one phrase: "LSZH sheath" of "cabling with LSZH sheath required"."""
_SUBJECT = (
    r"(?:(?:but|and|also|then|so|it|they|that|which|this|these|those|the one|one|ones|product|products|the unit|units|"
    r"the device|devices|the model|"
    r"item|items|she|he|i want it|i need it|i want something that|something that|anything that|those that|"
    r"ones that|(?:the|its) [a-z]+(?= (?:must|should|shall|has to|have to|needs to|ought))|(?:(?:the|its) "
    r")?(?:[a-z]+ ){0,2}"
    r"(?:type|kind|sort|material|format|size|finish|connector|plug|socket|interface|style|design|form factor|segment)"
    r"(?= (?:must|should|shall|has to|have to|needs to|ought)))\s+)*+"
)
_MODAL = (
    r"(?:must|should|shall|has to|have to|needs to|need to|ought to|would have to|better|gotta|got to|"
    r"is supposed to|needs|want it to|it to|want them to)"
)
_BEGIN = r"(?:^|(?<=[.,;:|!?] ))(?:(?:so|and|but|then|hence|therefore|also|because|since) )*"
"""Where a clause begins."""
_END = (
    r"(?=\s*(?:$|[.,;!?|@%^]|(?:and|or|but|please|for (?:under|my|our|his|her|their|the|an?)|that|which|because|since|"
    r"if|like (?:that|this|it|these|those|them|@\d)|instead|though|too|as well|then|so|with|without|not|no|"
    r"preferably|thanks|at all|either|only|also|"
    r"when|where|would|must|should|as (?:its|their|the|an?|[a-z]+ (?:source|type|material|interface))|(?:on|at) "
    r"(?:the |its |one |both |either )?(?:other |first |second |far |one )?(?:ends?|sides?)|on board|on it|in it|"
    r"inside|(?:on|at) (?:the|"
    r"its) (?:back|front|side|top|rear|bottom|"
    r"inside|outside))\b))"
)
_END_OF_LIST = _END.replace("(?:and|or|", "(?:and(?! an? )|or|", 1)
"""Goes on to what is said in one breath: "with 8 GB and a webcam"."""
_ART = r"(?:(?:a|an|the|any|some|at least|of|its|their|such|this|that|built[- ]in|own|is|are|has|have|been)\s+)*+"
_CAPABLE = (
    r"(?:understands?|speaks?|masters?|tackles?|deals? with|talks?|knows?|sports?|boasts?|packs?|carr(?:y|ies)|brings?|"
    r"provides?|delivers?|ships? with|houses?|holds?|employs?|rel(?:y|ies) on|depends? on|makes? use of|demands?|"
    r"builds? on|involves?|incorporates?|integrates?|requires?|uses?|needs?|does|do|"
    r"works? (?:with|over|on|via|by|under|through)|runs?(?: on| over| under)?(?! (?:out|for|in|at|by|from|to|"
    r"with)\b)|connects? (?:to|via|over|by)|fits?|"
    r"comes? (?:in|as)|"
    r"takes?|accepts?|reads?|plays?|handles?)"
)
"""What things do with what they have: "that understands HP-GL", "doesn't rely on USB 2.0"."""
_SORT = r"(?:\s+(?:ones?|models?|types?|kinds?|sorts?|versions?|variety|stuff|things?))?"
UNWANTED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{polarity.AGAINST}|\b(?:nor(?: (?:do|would) (?:i|we) (?:want|need|like))?|no(?! (?:problem|issue|"
        rf"trouble|luck|doubt|use))|without|not (?=(?:an?|any|the|"
        r"those) ))) ?(?:(?:an?|the|any|all|those|these|of) )*(?:[a-z][\w-]* ){1,2}"
        rf"(?:with|featuring|that (?:has|have|come with|comes with|includes?|contains?)) {_ART}{_P}{_END}",
        r"\bnot (?:to )?(?:see|have|get|look at|be shown|buy|want) (?:any(?:thing)?|ones?|those|something|"
        r"models) (?:with|"
        rf"that (?:has|have|is|are)) {_ART}{_P}{_END}",
        r"\b(?:none|nothing|not|no)(?: (?:ones?|any|anything|those|models))? (?:made|built) (?:of|from|"
        rf"out of) {_ART}{_P}{_END}",
        rf"(?:^|(?<=[.,;:|!?] )|\bthat |\bsure ){_ART}{_P} (?:is|are) not (?:one of|among|part of) (?:the|its|"
        rf"their) [a-z]+\b",
        rf"\b(?:not|nothing|none)(?: (?:ones?|any|those|anything))? for {_ART}{_P}{_END}",
        rf"\b(?:none|nothing) (?:that|which) (?:{_CAPABLE}|supports?|features?|says?|mentions?|lists?|contains?|"
        rf"includes?)\s+{_ART}{_P}{_END}",
        rf"(?<!why )(?:\b(?:not|never|no|nothing|without|omit)\b|{polarity.AGAINST})(?: (?!only\b|just\b|sure\b|mind\b|"
        r"bad\b|an?\b)"
        r"[a-z]+){0,4}? (?:ones?|any|those|anything|something|models|products|items|stuff|whatever) (?:that |which )?"
        rf"(?:(?:is |are )?(?:meant|made|intended|designed|suited|suitable|built) for|{_CAPABLE}|has|have|is|are|"
        rf"with|comes? with|contains?|includes?|"
        rf"supports?)\s+{_ART}{_P}{_END}",
        rf"\b(?:where|with|that|which) {_ART}{_P}\s+(?:is|are) not (?:mentioned|listed|included|named|present|there|"
        r"involved|part of (?:it|them)|in (?:the|its) [a-z]+)\b",
        rf"\b(?:(?:have|has|got|see) no (?:use|need|interest) (?:for|in)|nothing to do with|leave off)"
        rf"\s+(?:(?:the |any )?(?:ones|those|models) with\s+)?{_ART}{_P}{_END}",
        rf"\b(?:not|never) (?:give|show|offer|suggest|recommend|send|bring)(?: me| us)? {_ART}{_P}{_SORT}{_END}",
        rf"\b(?:ones|those|anything|everything|models|products) (?:with|that (?:is|are|has|have|says?)) {_ART}{_P}\s+"
        r"(?:(?:can|may|must|should|need to|have to|has to|needs to) (?:go|leave|be (?:left out|dropped|removed|hidden|"
        r"skipped))|(?:is|are) (?:out|off|excluded))\b",
        rf"\b(?:ones|those|anything|something|models|products) (?:with|that (?:is|are|has|have|says?)) {_ART}{_P}\s*,?"
        r"\s*(?:is|are )?(?:(?:i|we) (?:(?:would|will|do|can|could|want)\s+)*(?:rather )?(?:not|never|avoid|skip|hate|"
        r"refuse)\b|(?:not|no)\b)(?:\s+(?:to )?(?:have|want|see|take|buy|use|need|like|avoid|skip))*",
        r"(?:^|(?<=[.,;:|!?] ))(?:(?:offers?|items?|products?|results?|models?|ones|those|things?|anything|everything|"
        r"whatever)\s+)(?:that |which )?(?:mentions?|lists?|includes?|contains?|needs?|requires?|has|have|says?|with|"
        rf"{_CAPABLE})\s+{_ART}{_P}\s+(?:is|are|would be)\s+(?:of )?(?:no|not|useless|out|unwanted|unwelcome|"
        r"excluded)\b"
        r"[^.,;|]*",
        rf"(?:^|(?<=[.,;:|!?] )){_ART}{_P}\s+(?:is|are|would be|will be)\s+(?:of )?(?:not (?:wanted|desired|okay|"
        r"acceptable|allowed|"
        r"suitable|permitted|appropriate|"
        r"an option|what i (?:want|need)|for me|good|my thing)|unwanted|undesired|a no(?:-go|-no)?|no good|no use|out|"
        r"overkill|excessive|insufficient|not enough|(?:way |far |much )?too (?:little|few|many|much|small|big|"
        r"large|weak|"
        r"slow|short|low|basic|old|bulky|heavy|loud)|"
        r"off the table|a deal ?-?breaker)\b",
        r"(?:^|(?<=[.,;:|!?] )|\b(?:i|we|you|please|kindly|just|let us|to|can|could|would|rather|better|so|always|"
        r"really|and|"
        r"but|then|also)\s)"
        rf"(?!(?:hates|dislikes|detests|loathes|refuses|rejects|avoids)\b){polarity.AGAINST}\s+"
        rf"(?:any(?:thing|one)?\s+)?(?:that (?:is|are|has|have)\s+)?{_ART}{_P}{_END}",
        rf"\b{_SUBJECT}{_MODAL}\s+not\s+(?:(?:be|have|come|include|contain|use|support|feature|with|need|"
        rf"require|get)\s+)*{_ART}{_P}{_END}",
        rf"\b{_SUBJECT}(?:does|do|did|can|could|will)\s+not\s+(?:be|say|mention|list|have|include|contain|use|"
        r"support|come with|need|"
        rf"require|"
        rf"feature)\s+(?:(?:one|ones|something|anything) (?:with|that (?:is|has|have|uses))\s+)?{_ART}{_P}{_END}",
        rf"\b(?:does|do|did|can|could|will|would|must|should)\s+not\s+(?:{_CAPABLE}|wear|tolerate|bear|put up with)\s+"
        rf"{_ART}{_P}{_END}",
        rf"\b{_SUBJECT}(?:is|are)\s+not\s+{_ART}{_P}{_END}",
        r"\b(?:(?:i|we)\s+)?(?:really\s+)?(?:(?<!you )(?:do|will) not|never|would not)\s+(?:really\s+)?(?:want|"
        r"need|like|"
        r"use|care for)\s+(?:it to (?:be|have)\s+|them to (?:be|have)\s+|to have\s+|(?:something|anything|ones?|any)\s+"
        rf"(?:with|that (?:is|are|has|have|runs? on|works? with|{_CAPABLE}))\s+|something\s+|"
        rf"anything\s+)?{_ART}{_P}{_END}",
        r"\b(?:avoid|exclude|skip|no|not|drop|remove|leave out|hide|ditch|filter out|lose|get rid of|throw out|"
        r"take out|none|"
        r"do not (?:want|need|like|show(?: me)?)) (?:any|all|every|the|those)? ?"
        r"(?:thing|any|all|of those|ones?|products?|models?|items?|those|stuff|anything|everything)s? "
        rf"(?:with|having|that (?:is|are|has|have|takes?|uses?|needs?|supports?|comes? with))\s+{_ART}{_P}{_END}",
        r"\b(?:without|lacking|free of|minus|excluding|except(?: for)?|avoid(?:ing)?|exclude|skip|"
        r"nothing (?:with|that is|that has)?|anything but|anything without|other than|none of(?! (?:these|those|"
        r"them) (?:ring|do|does|is|are|looks?|feels?|seems?|fits?|works?|suits?|really)\b)|leave out|"
        r"apart from|aside from|besides|not an? (?:[a-z]+ )?fan of|rather than|instead of|hate|dislike|never|rather "
        r"not|none (?:that (?:is|are|has|have)|with)|"
        r"nothing)\s+(?:the ones with\s+|those with\s+|ones with\s+|products with\s+|it being\s+|"
        rf"having\s+)?(?:(?:those|these|your|old|usual)\s+)*{_ART}{_P}{_SORT}{_END}",
        r"\b(?<!why )(?<!can )(?<!do )(?<!does )(?<!did )(?<!could )(?<!will )(?<!would )(?:not|no|nor|"
        r"non)(?:\s+(?:with|in|"
        r"having|be|too|one with|ones with|something with|products with|"
        rf"anything|as|those|the ones?))*\s+{_ART}{_P}{_END}",
    )
)
LEFT_OUT = re.compile(
    r"\b(?:leave|keep|take|filter|cut|throw) (?:(?:those|these|ones|any|anything|everything|all|the ones|models|"
    r"products) )*"
    rf"(?:with|that have|having) {_ART}{_P}\s+(?:out|off|away)\b"
)
REFUSED = re.compile(rf"(?:^|(?<=[.,;:|!?] )){_ART}{_P}(?:\s+(?:items?|ones?|products?|stuff))?{polarity.SAID_AFTER}")
"""Where only what the catalog knows is a feature: "LSZH is off the table"."""
NOT_TO_BE = re.compile(
    r"(?:^|(?<=[.,;:|!?] ))(?:(?:and|but|so|the|its|their) )*(?!(?:it|this|that|they)\b)(?:[a-z-]+ ){1,3}?(?:can|"
    r"could|must|should|"
    rf"may|shall|will|would|is|are) not be (?:an? |the |of |in )?(?!(?:in|out|on|there|here|wanted|needed|trusted|"
    rf"found|seen|used|sold|had|option|considered|part|included|shown|listed|suggested|chosen)\b){_P}{_END}"
)
"""What a part of a thing is not to be, where only what the catalog knows is a feature: "the plug can't be straight"."""
NOTHING_BUT = re.compile(
    rf"\b(?:nothing|none|nobody|not anything) (?:but|except(?: for)?|other than|besides)\s+{_ART}{_P}{_END}"
)
NON = re.compile(r"\bnon-([a-z][\w-]+)")
FREE = re.compile(r"\b([a-z]{3,})-free\b(?<!hands-free)(?<!toll-free)")
WANTED: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), certain)
    for pattern, certain in (
        (
            rf"\b(?:he|she|they|i|we) only (?:ever )?(?:uses?|takes?|wants?|likes?|buys?|accepts?) {_ART}{_P}{_END}",
            True,
        ),
        (rf"(?:^|(?<=[.,;:|!?] )){_ART}{_P}\s+or (?:do not bother|nothing|bust|forget it|no deal)\b", True),
        (rf"\b(?:something|anything|one|ones)\s+{_ART}{_P}\s+would\s+(?:be|do|suit)\b.*$", True),
        (
            rf"{_BEGIN}{_ART}{_P}\s+would\s+(?:(?:really|certainly|surely|definitely|also|probably) )*(?:give|help|"
            r"make|"
            r"save|suit|ease|put|let|allow|come (?:in )?handy|complete|improve|reassure|do (?:me|us|the trick|"
            r"nicely))\b"
            r"[^.;|]*",
            False,
        ),
        (
            rf"(?:{_BEGIN}|\bwith ){_ART}{_ALONE}\s+(?:(?:is|are|would be|will be)\s+(?:(?:really|very|"
            rf"absolutely|"
            rf"most)\s+)*(?:a must|the way to go|what matters|a plus|a bonus|an? (?:big |great |real )?help|"
            r"prefer(?:able|red)|ideal|great|nice|good|best|better|perfect|lovely|welcome|handy|useful|appreciated|"
            r"required|needed|essential|important|"
            r"necessary|mandatory|crucial|key)\b|(?:have|has|needs?|ought|got) to be (?:included|there|present|"
            r"supported|possible|guaranteed|given)|"
            r"(?:required|needed|mandatory|included|preferred|provided)(?=\s*(?:$|[.,;!?|])))",
            True,
        ),
        (
            rf"(?:(?:{_BEGIN}|\b(?:please|to|you|just|us|and) )filter (?:for|by|on|to)|\b(?:narrow|limit|"
            rf"restrict)(?: it| them| this| that)?(?: down)? to)\s+"
            rf"{_ART}{_P}{_END}",
            True,
        ),
        (
            rf"\b{_SUBJECT}{_MODAL}\s+(?:(?:also|definitely|absolutely|really|at least)\s+)?"
            r"(?!(?:(?<=\bi need to )|(?<=\bwe need to )|(?<=\bi have to )|(?<=\bwe have to ))"
            r"(?:print|scan|read|play|charge|run|take|handle)\b)(?:be made (?:of|from|out of)|be of|be|have|"
            r"come with|say|be marked|be labelled|(?:work|serve|act|function|double) as|work (?:with|on|under|over|via|"
            r"through|by)|run (?:on|under)?|connect (?:to|"
            r"via|by|with)|go (?:with|on)|"
            r"handle|take|play|read|print|scan|charge|run|plug in(?:to)?|attach to|hook up to|fit into|come (?:in|"
            r"as)|include|contain|use|support|offer|feature|fit|possess|be able to|be of|be made of|"
            rf"be made from|with)\s+(?:(?:(?:compatible|equipped|fitted|supplied) )?with\s+)?{_ART}{_P}{_END}",
            True,
        ),
        (
            r"\b(?:with|featuring|including|includes|(?:having|has)(?! (?:[a-z]+ed|been|gone|got|had|made|said|told) ?"
            r"(?:$|[.,;!?|:]|(?:on|to|by|from|of|it|its|his|her|my|the|our|their|us|me|that|this|up|down|off|out|about|"
            r"for|in|at)\b))|(?<!i )(?<!we )(?<!you )(?<!happen to )have|"
            r"that have|supporting|"
            r"supports|equipped with|comes? with|made of|made from|made out of|offering|offers|contains?|"
            rf"containing)\s+(?:support for\s+|built[- ]in\s+)?{_ART}{_P}{_END_OF_LIST}",
            False,
        ),
        (
            r"(?:^|(?<=[.,;:|!?] )|\b(?:it|that|which|one|also|and|but|the [a-z]+(?! needs (?:an?|some|"
            r"new) )) )(?:really )?(?:needs|"
            rf"requires) (?!to\b){_ART}{_P}{_END}",
            True,
        ),
        (
            rf"\b(?:if|where|with) (?:there|it|they) (?:is|was|were|are|had|has|have|came with|comes with) {_ART}{_P}"
            rf"(?:\s+(?:included|with it|on it|in it|too|as well))*{_END}",
            True,
        ),
        (
            r"\b(?:need|want|like|prefer|have|get|comes?|show me|got|available|carry|sell|stock|offer)(?: (?:it|"
            r"them|that|this|one|ones|"
            rf"something|@\d))? in {_ART}{_P}{_END}",
            False,
        ),
        (rf"\b(?:made|produced|manufactured|built|assembled) in {_ART}{_P}{_END}", False),
        (rf"\b(?:need|want|like|have|prefer) {_ART}{_P} (?:on|in|with) (?:it|them|there|that)\b", True),
        (rf"\b(?:are|is) (?:any|some|one)(?: of (?:them|these|those))? {_ART}{_P}{_END}", False),
        (
            r"(?<!not )\b(?:insists? on|demands?|calls? for|asked for|asks? for|"
            rf"all about)\s+(?:it being\s+)?{_ART}{_P}{_END}",
            False,
        ),
        (
            r"\b(?:those|ones|models|products|items|anything|something|it|they|[a-z]+s(?= that)) (?:that |"
            r"which )?(?:should |must |to )?"
            rf"(?:say|says|mention|mentions|state|states) {_ART}{_P}{_END}",
            True,
        ),
        (
            rf"\b(?:where|whose|with) {_ART}(?:(?:number|amount|length|type) of )?{_ART}{_P}\s+(?:is |"
            r"are )?(?:given|stated|"
            r"mentioned|listed|specified|included|named|shown)\b",
            True,
        ),
        (
            rf"(?:^|(?<=[.,;:|!?] ))(?:(?:but|and|so) )*+{_ART}{_P}\s+(?:it|they) (?:must|has to|have to|needs? to|"
            r"should) be\b",
            False,
        ),
        (rf"\bif (?:only )?(?:it|they|that|this|@\d) (?:was|were|is|are|came) {_ART}{_P}{_END}", True),
        (rf"\b(?:important|essential|crucial|key) (?:for|to) (?:me|us) (?:is|are) {_ART}{_P}{_END}", True),
        (
            rf"\bfor (?:an?|the|my|our|its) {_P} (?:slots?|ports?|sockets?|connectors?|jacks?|bays?|interfaces?)\b",
            False,
        ),
        (rf"\bof (?:the |a )?{_P} (?:kind|sort|type|variety|style|persuasion)\b", True),
        (rf"\b(?:that|which)\s+(?:is|are|can be)\s+(?:also\s+)?{_ART}{_P}{_END}", False),
        (
            rf"\b(?:that|which|who|it|they|one)\s+(?:(?:can|could|will|would|should|must|"
            rf"also)\s+)*{_CAPABLE}\s+{_ART}{_P}{_END}",
            False,
        ),
        (
            r"\b(?:that|which|it|they|one)\s+(?:also\s+)?(?:(?:can|could|will|would|should|"
            r"must)\s+)?(?:also\s+)?(?:does|"
            r"do|offers?|prints?|handles?|takes?|accepts?|reads?|plays?|manages?|supports?|copes? with|works? with|"
            rf"goes with|comes with)\s+(?:also\s+)?(?:well\s+)?{_ART}{_P}{_END}",
            False,
        ),
        (
            r"\b(?:only|just|get|buy|take|pick|(?:i|we) (?:(?:only|would|do|really|also|actually) )*(?:need|want)|"
            r"prefer|show me|give me|make it|make "
            r"them|"
            r"preferably|ideally|any|some|are there(?: any)?|do you have|got any|what about|how about|rather|"
            r"something|anything|looking for|ones that are|those that are|the|"
            rf"more|the)\s+{_ART}((?:(?!(?:so|and|but|because|then|that|which|if|for|"
            rf"with)\b)[a-z0-9][\w.+'/&-]*\s+){{1,3}}?)"
            r"(?:ones?|version|versions|variant|variants|kinds?|"
            r"models?|types?|products|items)\b",
            True,
        ),
        (r"\b((?:[a-z0-9][\w.+'/&-]*\s+){1,3}?)(?:ones?|versions?|variants?)\s+(?:only|please)\b", True),
        (r"\ban? ((?:[a-z0-9][\w.+'/&-]*\s+){1,3}?)(?:one|version|variant) (?=like (?:that|this|it)\b)", True),
        (
            r"\b(?:make|want|need|like|prefer) (?:it|them)\s+(?!(?:for|to|in|by|with|from|because|now|please|too|as|"
            r"so|at)\b)"
            rf"{_ART}{_P}{_END}",
            True,
        ),
    )
)
NEUTRAL = re.compile(
    rf"\bnot insist on {_ART}{_P}{_END}|\bwith or without {_ART}{_P}{_END}|"
    rf"\bwhether(?: or not)? (?:it|they) (?:is|are|has|have) {_ART}{_P}(?: or not)?{_END}|"
    rf"(?:^|(?<=[.,;:|!?] )){_ART}{_P}\s+(?:(?:is|are|does|do)\s+)?(?:not|no longer)\s+(?:(?:really|actually|so|that|"
    rf"all that)\s+)*(?:needed|necessary|required|"
    rf"important|essential|matter|a must)\b(?!{polarity.LEFT_OUT})"
    rf"|\b{_SUBJECT}(?:does|do|need) not (?:necessarily )?(?:(?:have|need) to )?(?<=to )(?:be|have|come (?:with|in)) "
    rf"{_ART}{_P}(?:\s+(?:after all|any ?more|any longer|now|then))*{_END}"
)
"""What need not be may be all the same."""
