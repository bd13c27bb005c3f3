"""What people say in a roundabout way, said straight: "what I really need is", "if it isn't too much trouble".

In this order, lower case, after what is shortened was written out.
"""

from recsys.conversation.interpret.phrases import compiled

_PHRASES: tuple[tuple[str, str], ...] = (
    (
        r"\bif (?:it|that) is not (?:too much|any|a lot of|much|a) (?:of a )?(?:trouble|bother|hassle|"
        r"problem)\b",
        " ",
    ),
    (r"\bexcept (?:that )?(?=(?:it|he|she|hers|his|mine|theirs|ours|this one|they|i|we) )", "but "),
    (
        r"\bwhat (?:i|we|she|he|they) (?:do |really |actually |mostly )*(?:need|require|want|care about)s? is\b"
        r"(?! (?:an?|some|new)\b)",
        "it must have",
    ),
    (r"\bwhat (?:i|we|she|he|they) (?:do|does) (?:need|want|care about) is (?:an? )?", "it must have "),
    (r"\bwhat (i|we) (?:really |still )?(?:lack|miss|am missing|are missing) is\b", r"\1 need"),
    (r"\bsomething (?:very |quite |rather )?(?:specific|simple|particular|special) ?:", " "),
    (r"\bwhat (i|we) (?:do |really |actually |mostly )*(need|want) is (?=(?:an?|some|new)\b)", r"\1 \2 "),
    (
        r"\bnot (?:an? |any |the )?(?:ones?|kind|sort|type) (?:that|which) (?:takes?|uses?|has|have|needs?|"
        r"comes? with|(?:is|are) (?:meant|made|intended|designed|suited|suitable|built) for|is|"
        r"are|says?|mentions?) (?:the word )?",
        "without ",
    ),
    (
        r"\bto (?:go with|match|suit) (?:the|my|our) [a-z]+(?: (?!(?:and|but|or|not|from|for|under|please)\b)[a-z]+)?",
        " ",
    ),
    (r"\b(?:so|as) long as (?:it|they|that) (?:is|are) (?!not\b)", "but it must be "),
    (r"\bhave you (?:got )?(?=(?:any|some|anything|something)\b)", "do you have "),
    (r"^((?:(?:hi|hello|hey)\W+)*)have you (?!got|ever|tried|seen|considered|been|already)", r"\1do you have "),
    (r"\b(?:for|for the) (?:love of \w+|(?:god|heaven|goodness|pete|pity)'?s? sake|crying out loud)\b", " "),
    (
        r"\b(?:that (?:is|are) |(?<=those )|(?<=ones )|(?<=anything )|(?<=models ))(?:called|named|labell?ed|"
        r"described as|marked as|"
        r"sold as|listed as|known as) (?:an? |the )?",
        "that is ",
    ),
    (
        r"\b(?:the|its|their) (?:product )?(?:descriptions?|specs?|specifications?|titles?|texts?|listings?|"
        r"data ?sheets?|names?) "
        r"(?:should|must|has to|have to|needs? to|ought to|to) (?=(?:say|mention|list|state|show|include|contain|"
        r"read)s?\b)",
        "it should ",
    ),
    (
        r"\bwhy (?:not|do not (?:you|we|i)) (?:just |simply |rather )*(?=(?:show|try|give|get|take|use|add|"
        r"include|look at|make|go|switch|recommend|suggest|offer|compare|consider|drop|remove|skip|exclude|limit)\b)",
        " ",
    ),
    (
        r"\b(?:if|unless) it (?:does not (?:say|have|come from|come with)|is not (?:from|by|an?|of)?) "
        r"?([^,.;!?]+?)(?: on it)?,? "
        r"(?:(?:then )?(?:i|we) (?:do|will|would) not (?:want|need|take|buy|like) (?:it|to see it|to know)|(?:then "
        r")?forget it|"
        r"no (?:deal|thanks))\b",
        r"only \1",
    ),
    (
        r"\b(?:lighter|easier|kinder|gentler|softer) (?:on|to|for) (?:my|our|the) (?:wallet|budget|purse|pocket|bank "
        r"account)\b",
        "cheaper",
    ),
    (
        r"\b(?:costs?|is|are|was|were) (?:a (?:bit|little) |much |far |way )?more than (?:i|we) (?:had )?(?:hoped|"
        r"expected|wanted|"
        r"planned|thought|budgeted|bargained)(?: for)?\b",
        "is too expensive",
    ),
    (r"\bprovided (?:that )?(?:it|they|that) (?:is|are) (?!not\b)", "but it must be "),
    (r"\bprovided (?:that )?(?=(?:it|they|that) )", "but "),
    (r",? \b(?:which|that|this) (?:now )?means(?: that)? (?=(?:i|we) )", " . "),
    (r"\b(?:(?:can|could|will|would) you )?(?:please )?do (?:me|us) a (?:big )?favou?r(?: and|,)? ", " "),
    (r"\bas it turns out\b,?", " "),
    (r"\b(?:dead )?set on\b", "fixed on"),
    (r"\b(like [^,.;]+,? )except (?=(?:by|from|in|with|for|under)\b)", r"\1but "),
    (r"\b(?:have|take|get) a (?:quick |little |good )?(?:look|peek) at\b", "look at"),
    (r"\bhelp (?:me|us)(?: out)? with\b(?! (?:my|our)\b)", "find me"),
    (r"\b(?:would|will) be (?:very |really |quite )?(?:happy|pleased|delighted|glad) with\b", "want"),
    (r"\b(i|we|you)(?: had| would)? better (?=(?:get|buy|order|find)\b)", r"\1 want to "),
    (
        r"\b(?:i (?:am|was|have been) (?:just |only )?wondering )?(?:whether|if) you (?:(?:might|may|would|"
        r"could|perhaps|happen to|also) )*(?:have|got|"
        r"sell|stock|"
        r"carry) (?=an? |any |some )",
        "do you have ",
    ),
    (
        r"\b(?:i am |we are )?not (?:really |at all )?(?:interested in|looking for|after|"
        r"keen on) (?:any|some)?(?:thing|"
        r"ones?)(?= (?:that|which|with)\b)",
        "nothing",
    ),
    (
        r"\b(?:what|which) (?:have|do) (?:you|we) (?:got|have|sell|stock|carry|offer) (?:in(?: the way of)?|by way of|"
        r"in terms of|as) (?=[a-z])(?!stock|the same)",
        "show me ",
    ),
    (r"^(?:so |and |hi,? |hello,? )*which ([a-z][a-z -]{2,30}?) can (?=[a-z]+ [a-z])", r"show me \1 that can "),
    (
        r"\bin the (?:same )?(?:style|vein|spirit|manner|line|direction) (?:of|as)"
        r"(?= (?:the|number|no|nr|#|that|this))",
        "like",
    ),
    (
        r"\bif (?:there is|it has|it says|it mentions|i see) (?:an? )?"
        r"([a-z0-9][\w.-]*(?: (?!in\b|on\b|i\b|we\b)[\w.-]+)?)(?: (?:in|on) (?:the|its) [a-z]+)?,? (?:then )?"
        r"(?:(?:i am|we are) not interested|no thanks|skip it|forget it|leave it(?: out)?|"
        r"(?:i|we) (?:do|would|will) not (?:want|need|take|buy) (?:it|that|them))\b",
        r"no \1",
    ),
    (
        r"\bin (?:the|its|their) (?:product )?(?:descriptions?|specs?|specifications?|titles?|texts?|names?)"
        r"(?: (?:or|and) (?:(?:the|its|their) )?(?:descriptions?|specs?|specifications?|titles?|texts?|names?))*\b",
        " ",
    ),
    (r"\bin (?:more|greater|some|a bit more) (?:depth|detail)\b", "in detail"),
    (
        r"\b(?:(?:make|be) (?:very |quite |absolutely )?(?:sure|certain)|ensure|see to it) (?:that )?(it|they) "
        r"(?:is|are)\b",
        r"\1 must be",
    ),
    (
        r"\b(?:(?:make|be) (?:very |quite |absolutely )?(?:sure|certain)|ensure|see to it) (?:that )?(it|they) "
        r"(?:has|have|comes? with)\b",
        r"\1 must have",
    ),
    (r"\bthere (must|has to|have to|should|needs to|ought to) (not )?be (?=an?\b|some\b|any\b)", r"it \1 \2have "),
    (r"\b(?:let us |shall we |we can |you can )?(?:call|say|make) it (?=roughly\b|about\b|around\b|some\b)", " "),
    (
        r"(?:^|(?<=[a-z.,!] ))(?:,? ?(?:and|so|but) )?(?:(?:i|we) )?(?:(?:have|has|am|are|is) )?(?:(?:just|nearly|"
        r"almost|"
        r"also) )?(?:run|ran|running) (?:out|low|short) (?:of|on) "
        r"(?!(?:(?:disk|desk|storage|shelf|hard) )?(?:space|room|time|ports|storage|memory|money|cash|patience|"
        r"ideas|battery|"
        r"power|juice|sockets|outlets|plugs|options)\b)",
        " . i need ",
    ),
    (r"\bdig (?:(?:a )?(?:little|bit) )?deeper\b", " show me others "),
    (
        r"\b(?:see|show me|show us|check out|try|look at|consider) (?:the|their|its|some) (?:competition|competitors|"
        r"rivals)\b",
        "show me other brands",
    ),
    (r"\b(?:competition|competitors|rivals) (?:of|to|for) ", "alternatives to "),
    (
        r"\b(have|has|says?|mentions?|contains?|includes?|with|without|no) the (?:words?|terms?|phrase|"
        r"label) (?=[a-z0-9])",
        r"\1 ",
    ),
    (
        r"\b(?:is|are) (?:(?:something|one thing|what|a feature|the one thing)(?: that)? )?(?:i|we|he|she|"
        r"they) (?:really |just |"
        r"simply )?(?:can not|could not) (?:do|live|go|manage|work|be) without\b",
        "is a must",
    ),
    (r"\b(i|we) (?:really |just |simply )?(?:can not|could not) (?:do|live|go|manage|work|be) without\b", r"\1 need"),
    (r"\b(an?|absolute|real|definite) must[- ]haves?\b|\bmust-haves?\b", r"a must"),
    (r"\b((?:not|never|no longer) [^.;!?|]*?)\bany more(?=\s*(?:$|[.,;!?]))", r"\1 anymore"),
    (r"\bis what (?:my|our) [a-z]+ (?:has|uses|takes|needs|supports|wants|comes with)\b", "is a must"),
    (r"\b(?:feel free|do not hesitate|go ahead and|you are welcome) (?:to )?(?=[a-z])", " "),
    (
        r"\b(?:bring|take|get|move|lower|raise|push) (?:that|it|this|things) (?:back )?(?:down|up) (?=to\b)",
        "change it ",
    ),
    (r"\b(?:an? (?:shame|pity|waste)|useless|no good|incomplete|lost|pointless) without\b", "good with"),
    (r"\bdriv(?:es|e|ing) (?:me|us) (?:crazy|mad|nuts|insane|up the wall|round the bend)\b", "is awful"),
    (r"\bnor (do|does|can|should|would|will) (i|we|it|they|he|she)\b", r"\2 \1 not"),
    (r"\b(?:can not|could not|hard to) go wrong with\b", "want"),
    (r"\b(?:is|are) (?:calling|crying|begging|screaming) (?:out )?for\b", "needs"),
    (r"\s*,? on the other hand\b ?,?", " "),
    (r"\bneither here nor there\b", "not important"),
    (r",? ?(?:so )?(?:please )?do not let (?:that|it|this) (?:hold|stop|put|worry|bother) you(?: back| off)?", " "),
    (
        r"\bneither ([^,.;|]{1,40}?) nor ([^,.;|]{1,40}?) (?:is|are|would be|will be|can be) (?:acceptable|okay|fine|"
        r"good|allowed|wanted|welcome|suitable|an option|any good|options|for (?:me|us))\b",
        r"no \1 and no \2",
    ),
    (r"\bneither ([^,.;|]{1,40}?) nor ", r"no \1 and no "),
    (
        r"\b(price|cost|budget|colour|brand|maker|make|manufacturer) (?:can|may|could) be (?:any|anything|whatever|"
        r"open|"
        r"everything|everyone|anyone)\b",
        r"the \1 does not matter",
    ),
    (r"\bfor (?:myself|ourselves|himself|herself|themselves|my own use)\b", " "),
    (
        r"\blet (?:me|us) (?:just )?(?:use|take) (?:the|this) (?:time|chance|moment|opportunity|occasion) to\b",
        "i want to",
    ),
    (r"\bthe one (?:on|at) (?:the )?(top|bottom|end)\b", r"the \1 one"),
    (r"\bthe one in (?:the )?middle\b", "the middle one"),
    (r"(?:^|(?<=[.,;!?] )|(?<=\bstill )|(?<=\bthat )|(?<=\bno ))(top|bottom|last|middle) one\b", r"the \1 one"),
    (r"\bthe end one\b", "the last one"),
    (r"\b(must|should|has to|have to|needs to|ought to) lack (?:an? |any |the )?", r"\1 not have "),
    (
        r"\b(?:anything|everything|those|ones|whatever|items?|models?|products?) (made of|with|from|by|that (?:is|are|"
        r"has|have)) "
        r"([^,.;!?|]{2,50}?) (?:should|must|can|is to|are to|has to|have to|needs to|ought to) be (?:avoided|excluded|"
        r"left out|skipped|omitted|dropped|removed|ruled out|ignored|filtered out)\b",
        r"nothing \1 \2",
    ),
    (
        r"\b(?:leave|keep|take|strike|cross|get) ((?!me\b|us\b|that\b|it\b|them\b|this\b|those\b|these\b)[^,.;!?|"
        r"]{2,50}?) "
        r"(?:off|from) (?:the|your|my|this|our) (?:list|table|menu|results?|selection)\b",
        r"exclude \1",
    ),
    (
        r"\brefrain(?:ing)? from (?:showing|offering|suggesting|including|listing|recommending)(?: me| us)?\b",
        "do not show",
    ),
    (r"\b(?:say|saying) no to (?=[a-z])(?!it\b|that\b|this\b)", "exclude "),
    (
        r"\bgiv(?:e|ing) ((?!it\b|that\b|them\b|this\b|those\b|these\b|both\b|me\b|us\b)[^,.;!?|]{2,40}?) (?:an? |"
        r"the )?"
        r"(?:miss|wide berth|swerve)\b(?: as well| too)?",
        r"exclude \1",
    ),
    (
        r"\b(?:(?:will|would|does|do) not|won't|wouldn't) hurt (?:(?:quite|so|as|that) )*(?:much|badly)(?: at the "
        r"(?:till|"
        r"checkout|register|counter))?",
        "is cheaper",
    ),
    (
        r"(?:\bis|\bare|'s) (?:quite )?a (?:fair|good|big|fat|hefty) (?:whack|chunk|lump|bit|sum|wad) of (?:money|"
        r"change|cash|dough)",
        " is too expensive",
    ),
    (r"\b(?:comes?|coming) in (?:below|under|lower)\b(?: (?:it|that|this|them))?(?! (?:at )?[$€£]?\d)", "is cheaper"),
    (r"\bfails? to (convince|impress|excite|please|appeal|grab|win|thrill)\b", r"does not \1"),
    (
        r"\bwhat (?:could|can|would|might) (?:i have |you put |go |come )?(?:take|in) its (?:place|stead)\b",
        "show me another instead",
    ),
    (r"\b(?:pull|bring|dig|rustle|drum|conjure|scare) up\b(?! to\b)", "show me"),
    (r"[,.;]? ?\bgo figure\b", " "),
    (r"[,.;]? ?(?:so )?\bup to and including (?:that|it|this)\b", " "),
    (r"\b(i|we)(?: would| had)? better not (?:go for|get|take|have|choose|pick|buy|use)\b", r"\1 do not want"),
    (
        r"\bif (?:it is|they are|that is) (?:from |by )?([^,.;]{2,40}?),? (?:then )?(?:i am|we are) (?:in|game|sold|"
        r"happy|"
        r"interested)\b",
        r"only \1",
    ),
    (r"[,.;]? ?\b(?:otherwise|or else|if not),? (?:i|we) (?:will|would|shall) (?:pass|skip it|walk|leave it)\b", " "),
    (r"\bgo through (?=(?:a few|some|several|any|a couple)\b)", "see "),
    (r"\bthis time(?: around)?\b(?! (?:only|i)\b)", " "),
    (
        r"\b(?:am|are) (?:now |currently |also |really |rather |instead )after (?=[a-z])(?!all\b|that\b|this\b|it\b|"
        r"them\b|the (?:first|second|third|last)\b)",
        "am looking for ",
    ),
    (
        r", an? (?!(?:first|second|third|last|new|different|other|nice|good|cheap|big|small|better|great|decent|"
        r"similar|proper)\b)([a-z][\w-]*) one\b",
        r", it must be \1",
    ),
    (r"\bbe one of (?:the|those|these) (?!(?:first|second|third|last|two|three|ones?)\b)(?=[a-z0-9])", "be "),
    (r"\b(?:it )?(?:lacks|misses) (?:me|us) (?=an?\b)", "i need "),
    (
        r"\b(?:i|we) (?:was|were|have been|got|am) (?:told|asked|sent|tasked) to (?:order|buy|get|find|fetch|pick "
        r"up)\b",
        "i need",
    ),
    (
        r"\b(?:he|she|they|my [a-z]+|our [a-z]+) (?:has |have )?asked (?:me|us) (?:for|to (?:get|find|buy|order))\b",
        "i need",
    ),
    (r"\b(?:of|from|by) the (?:mark|firm|house|company|label) (?=[a-z])", "from "),
    (r"\b(i|we|he|she|they|it|you) (?:have|has|had) got to\b", r"\1 must"),
    (r"\b([a-z]{3,})'s got to\b", r"\1 must"),
    (r"\"([a-z][\w-]*(?: [\w-]+){0,2})\"", r" \1 "),
)
STRAIGHT = compiled(_PHRASES)
