"""What people shorten in a chat, written out: "w/o", "dont", "gotta", "pls", "tysm". In this order, lower case."""

import re

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?<!\bi)([a-hj-vyz])\1{2,}", r"\1"),
    (r"\b(?:tbh|imh?o|ngl|fr|fyi|btw)\b(?! \$?\d)", " "),
    (r"\b(?:on the|in the) (?:box|label|tin|packaging)\b", " "),
    (r"\b(what|who|how)'?ve\b", r"\1 have"),
    (r"\bidc\b", "i do not care"),
    (r"\bid (?=(?:only|just|really|like|love|rather|prefer|want|need)\b)", "i would "),
    (r"\b(?:screw|sod|bugger|damn|to hell with|hang) (?=the\b)", "never mind "),
    (
        r"\bif (?:it|that) is(?: not|n't) (?:too much|any|a lot of|much|a) (?:of a )?(?:trouble|bother|hassle|"
        r"problem)\b",
        " ",
    ),
    (r"\bexcept (?:that )?(?=(?:it|he|she|hers|his|mine|theirs|ours|this one|they|i|we) )", "but "),
    (
        r"\bwhat (?:i|we|she|he|they) (?:do |really |actually |mostly )*(?:need|require|want|care about)s? is\b"
        r"(?! (?:an?|some|new)\b)",
        "it must have",
    ),
    (r"\bwhat (i|we) (?:do |really |actually |mostly )*(need|want) is (?=(?:an?|some|new)\b)", r"\1 \2 "),
    (
        r"\bnot (?:an? |any |the )?(?:ones?|kind|sort|type) (?:that|which) (?:takes?|uses?|has|have|needs?|"
        r"comes? with|is|"
        r"are|says?|mentions?) (?:the word )?",
        "without ",
    ),
    (
        r"\bto (?:go with|match|suit) (?:the|my|our) [a-z]+(?: (?!(?:and|but|or|not|from|for|under|please)\b)[a-z]+)?",
        " ",
    ),
    (r"\b(?:so|as) long as (?:it|they|that) (?:is|are) (?!not\b)", "but it must be "),
    (r"\bno[wu]t\b", "nothing"),
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
    (r"\bas it turns out\b,?", " "),
    (r"\b(like [^,.;]+,? )except (?=(?:by|from|in|with|for|under)\b)", r"\1but "),
    (r"\b(?:have|take|get) a (?:quick |little |good )?(?:look|peek) at\b", "look at"),
    (r"\bhelp (?:me|us)(?: out)? with\b", "find me"),
    (
        r"\b(i|we|he|she|they) (?:would|will) be (?:very |really |quite )?(?:happy|pleased|delighted|glad) with\b",
        r"\1 want",
    ),
    (r"\b(i|we|you)(?:'d| had| would)? better (?=(?:get|buy|order|find)\b)", r"\1 want to "),
    (
        r"\b(?:i(?:'m| am| was|'ve been) (?:just |only )?wondering )?(?:whether|if) you (?:(?:might|may|would|"
        r"could|perhaps|happen to|also) )*(?:have|got|"
        r"sell|stock|"
        r"carry) (?=an? |any |some )",
        "do you have ",
    ),
    (
        r"\b(?:i am |i'm |we are |we're )?not (?:really |at all )?(?:interested in|looking for|after|"
        r"keen on) (?:any|some)?(?:thing|"
        r"ones?)(?= (?:that|which|with)\b)",
        "nothing",
    ),
    (r"\bidm\b", "i do not mind"),
    (
        r"^(?:no+|nah|nope),? (?=(?:sorry|wait|actually|(?:i|we) (?:only |just |really )*(?:need|want|mean|meant)|"
        r"make it|"
        r"only|just)\b)",
        "",
    ),
    (r"(?<=\d)\s?\.\.+\s?(?=[$€£\d])", " - "),
    (r"\bw/o\b", "without"),
    (r"\b(?:unit|list|retail|asking|selling|purchase) (?=(?:price|cost)s?\b)", ""),
    (r"\bno-(?=[a-z])", "no "),
    (r"(?:^|(?<=\s))!(?=[a-z])", "not "),
    (r"\b(require|need|want|order|supply|buy) \d+ nos?\b\.?(?= [a-z])", r"\1"),
    (r"\bw/(?=\s|\w)", "with "),
    (r"&| n (?=\$?\w)", " and "),
    (r"\b(?:'?bout)\b(?= (?:the|price|colou?r|brand|that|this|it|\$?\d))", "about"),
    (r"\b([a-z]{3,})'s (?=\$?\d|the\b|around\b|about\b|under\b|up to\b|only\b|still\b|now\b)", r"\1 is "),
    (r"\b(\w+)n't\b", r"\1 not"),
    (r"\b(do|does|did|is|are|was|were|wo|ca|could|would|should|have|has|must|need|might)nt\b", r"\1 not"),
    (r"\bain not\b|\baint\b", "is not"),
    (r"\bwo not\b", "will not"),
    (r"\bca not\b|\bcannot\b", "can not"),
    (r"\b(i|you|we|they|who|that|it|there)'?ll\b(?<!\bill)(?<!\bwell)", r"\1 will"),
    (r"\b(i|you|we|they|he|she|who|it|that)'d\b", r"\1 would"),
    (r"\b([a-z]{3,})'ll\b", r"\1 will"),
    (r"\b(?:i'm|im)\b", "i am"),
    (r"\b(i|we|you|they)(?:'ve|ve)\b", r"\1 have"),
    (r"\b(you|we|they|these|those)'re\b|\b(you|they)re\b", r"\1\2 are"),
    (r"\blet's\b|\blets\b", "let us"),
    (r"\b(that|it|what|there|here|who|how|where|price|budget)'?s\b(?<!\bits)(?<!\bprices)(?<!\bbudgets)", r"\1 is"),
    (r"\b(?:whats)\b", "what is"),
    (r"\bgimme\b", "give me"),
    (r"(?<!\w)'?em\b", "them"),
    (r"\bone's\b", "one is"),
    (r"\blemme\b", "let me"),
    (r"\bwanna\b", "want to"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "have to"),
    (r"\bdunno\b", "do not know"),
    (r"\b(?:kinda|kind of|sorta|sort of)(?! @)\b", " "),
    (r"\babt\b", "about"),
    (r"\bcould (?:really |also )?(?:do with\b|use(?= (?:an?|some|new)\b))", "need"),
    (r"\bsuch a thing as\b", " "),
    (r"\b(\w+)'s (?=(?:out|fine|ok|okay|good|not|too|no|also|off|great|alright|just|way|really|so)\b)", r"\1 is "),
    (r"\b(?:cuz|cos|coz|cus)\b", "because"),
    (r"\bbtw(?=,? \$?\d)", "between"),
    (r"^y(?= (?:the|this|these|those|that|did|do|are|is|not|so|number|#))\b", "why"),
    (r"\b(?:blk)\b", "black"),
    (r"\bdiffs?\b", "difference"),
    (r"\bsub(?:[ -](?=[$€£\d])| (?=(?:a )?(?:one |two |three )?hundred))", "under "),
    (r"\b(?:recs|reccs|recos?)\b", "recommendations"),
    (r"\b(?:alt|alts)\b", "alternatives"),
    (r"\b(?:mfr|mfg)\b", "manufacturer"),
    (r"\b(?:info|infos)\b(?= on)", "info"),
    (r"\bnvm\b", "never mind"),
    (r"\b(?:pls|plz|plss+|pleas|plase)\b", "please"),
    (r"\b(?:thx|thks|tks|ty|tnx|cheers|tysm|tyvm|thanx|thankyou|ta)\b", "thanks"),
    (r"\b(?:u|ya)\b|\by'?all\b", "you"),
    (r"\byou (?:guys|folks|lot|people)\b", "you"),
    (r"\br\b(?= (?:there|you))|(?<=these )r\b|(?<=those )r\b|(?<=they )r\b", "are"),
    (r"^\s*k\b(?=\s*(?:$|[.,!]|thanks|cool|great|so|and|now|but)\b)", "okay"),
    (r"^\s*k\s*(?=$|[.,!])", "okay "),
    (r"\bur\b", "your"),
    (r"\b(?:smth|sth|somethin|sumthing)\b", "something"),
    (r"\bb/?c\b", "because"),
    (r"\b(?:tho)\b", "though"),
    (r"\b(\d+)'s (?=my|the|our|all)", r"\1 is "),
    (r"\b(?:price|cost|money|budget)[- ]?wise\b,?", " "),
    (r"\b(brand|colou?r)[- ]?wise\b,?", r"\1"),
    (r"\b(?:are|is|am) having\b", "have"),
    (r"\bany (?:longer|more)(?=\s*(?:$|[.,;!?]))", "anymore"),
    (r"\bmore like it\b", "good"),
    (r"\b(?:would|will|'d) (?:really |rather |actually |also |much )?(?:like|love)\b(?! @)", "want"),
    (r"\b(?:would|will) (?:rather |much )?prefer\b", "prefer"),
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
    (r"\bin (?:the|its|their) (?:product )?(?:descriptions?|specs?|specifications?|titles?|texts?|names?)\b", " "),
    (r"\bin (?:more|greater|some|a bit more) (?:depth|detail)\b", "in detail"),
    (r"\"([a-z][\w-]*(?: [\w-]+){0,2})\"", r" \1 "),
    (r"\bcolor", "colour"),
    (r"\bgray", "grey"),
    (r"\b(?:alright|all right|o\.?k\.?|okey|okie|kk)(?!\w)", "okay"),
    (r"\b(?:favou?rite)\b", "favourite"),
    (r"\bapprox(?:imately)?\b\.?", "roughly"),
    (r"\bca\. ", "roughly "),
    (r"~\s?(?=[$€£\d]|usd|eur|gbp)", "roughly "),
    (r"\b(?:max|maximal)\b\.?", "maximum"),
    (r"\b(?:min|minimal)\b\.?(?=(?:\s(?:price|of|is))?\s\$?\d)", "minimum"),
)
REPLACEMENTS = tuple((re.compile(pattern), replacement) for pattern, replacement in _PHRASES)
