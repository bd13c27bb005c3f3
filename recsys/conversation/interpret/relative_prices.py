"""How people say that something costs too much, or should cost more: patterns over the canonical, tagged text."""

import re

_CHEAPER = (
    r"(?:(?:a (?:lot|bit|little) |much |slightly |somewhat |far |even |way |considerably |significantly |"
    r"any )*(?:cheaper|less expensive|less pricey|less costly|more affordable|lower[- ]priced|"
    r"lower[- ]cost|"
    r"more economical|cheapest|cheapo|bargains?|"
    r"(?<!not want )(?<!not like )(?<!not need )(?<!nothing )(?<!no )(?<!looks )(?<!look )(?<!feels )(?<!seems "
    r")(?<!the )cheap|"
    r"less money|"
    r"less of a splurge|budget[- ]friend(?:ly|lier)|on a budget|"
    r"(?:wallet|pocket|purse)[- ]friend(?:ly|lier)|(?:does|do|did|will|would|should) not cost (?:me |"
    r"us )?(?:(?:as|so|that|quite as) )+much|"
    r"lower[- ]end|low[- ]end|entry[- ]level|(?:easier|kinder|gentler|lighter|softer|easy) (?:on|to) (?:the|my|"
    r"our) (?:wallet|pocket|purse|budget|bank|card|"
    r"finances)(?: (?:account|balance|book))?|"
    r"budget (?:option|version|model|pick|choice)s?|inexpensive|economical|affordable)"
    r"|(?:a |at a |for a |with a |the )?(?:much |slightly |somewhat |significantly |little |"
    r"bit )*(?:lower|better|smaller|lesser|less|reduced|more reasonable|nicer|more affordable|friendlier) "
    r"(?:price|cost|budget)s?(?: tag| point| range| bracket| category| class| segment| level)?s?"
    r"|(?:more )?(?:reasonably|modestly|moderately|sensibly|keenly|competitively|affordably|fairly) priced"
    r"|something (?:more )?reasonable(?: in price|ly priced)?"
    r"|(?:costs?|costing|priced) (?:a (?:bit|little|lot) |much |somewhat )?(?:less|lower)|"
    r"for less(?: money)?|(?:lower|reduce|bring down|drop|cut) the (?:price|cost)|(?:do|get|go) (?:any |a bit |"
    r"a little )?(?:better|lower) (?:on|in terms of|with|for) (?:the )?(?:price|cost|money)|(?:bring|get|knock|"
    r"take) the (?:price|cost) down(?: a (?:notch|bit|little))?|go (?:any )?lower|(?:bring|get|take|knock) (?:it|"
    r"them|that|this|these) down(?: (?:a|some|bit|little|notch|lot|please)\b)*|(?:^|(?<=[.,|] ))(?:(?:can|"
    r"could) you )?do better|lower|less|undercut(?:s|ting)?)\b"
)
_DEARER = (
    r"(?:(?:a (?:lot|bit|little) |much |slightly |somewhat |even )*(?:pricier|more expensive|dearer|"
    r"costlier|higher[- ]priced|more premium|higher[- ]end|more upmarket|more high-end|fancier|"
    r"more upscale)"
    r"|(?:at |for |with )?(?:a )?(?:higher) (?:price|cost|budget)|(?:costs?|costing) (?:a bit |a little )?more)"
)
_TOO_MUCH = (
    r"(?:(?:is|are|was|were|looks?|seems?|all|still|a bit|bit|way|far|just|really|much|little|somewhat|"
    r"quite|kind of|kinda|rather|pretty|bit|feels?)\s+)*"
    r"(?:too (?:expensive|pricey|pricy|steep|high|"
    r"much(?! (?!for|of|to|money|price|please|then|so|and|but|i|we|"
    r"show|can|got)"
    r"[a-z])|costly|dear|rich)(?: (?:for me|for us|for that|"
    r"for my (?:taste|budget|wallet|blood)|of a price|in price|price|money))*|(?:a (?:bit|little|tad|touch) |so |"
    r"very |really |rather |quite |"
    r"pretty |kinda |awfully |ridiculously |way )?(?<!less )(?<!more )(?<!not )(?:expensive|pricey|pricy|"
    r"steep|costly|overpriced)(?! than)|"
    r"(?:over|above|beyond|out of|outside|exceeds?|more than|not in|not within|blows?|does not fit|"
    r"do not fit) (?:of )?(?:my|our|the) (?:budget|price range|means|limit|league|reach)|cost too much|"
    r"(?:prices?|costs?) (?:makes?|made|gives?|hurts?|kills?|scares?|shocks?)\b[^|.;]*|"
    r"prices? (?:is|are) (?:just |really |pretty |a bit |absolutely )*(?:crazy|insane|ridiculous|outrageous|nuts|mad|"
    r"absurd|silly)|"
    r"(?:over|above|beyond|more than) what (?:i|we) (?:can|could|want to|wanted to|am willing to|planned to|"
    r"would|had in mind to) (?:afford|pay|spend)|(?:pricier|more expensive|dearer) than (?:i|we) \w+|"
    r"(?:do|does|did) not have (?:that|so) much(?: money)?|no money|(?<!not )(?:rather|quite|bit|very|so|too|are|is|"
    r"look|looks) dear(?:er)?(?! (?:bot|team|all|sir))\b|"
    r"(?:not|never|no way|hardly|can not) (?:[a-z]+ ){0,4}?(?:pay|paying|spend|spending|shell|shelling|fork|forking|"
    r"justify|justifying|afford|"
    r"drop|dropping|part|parting) (?:out |over |with )?(?:that|this|it|so|these|those)(?: (?:much|kind of|sort of|"
    r"amount|price|money|for))*|"
    r"a (?:bit|little|tad|touch|lot) (?:too )?much(?! (?:time|to|for my taste))|(?:not|never) (?:at|for) (?:that|"
    r"this|these|those|such) (?:a )?(?:prices?|costs?|money|rates?)|"
    r"costs too much|"
    r"(?:is |are |costs? )*an? (?:absolute |small |bloody )?fortune|bankrupt me|can not afford(?: (?:it|that|this|"
    r"these|those|them))?|more than i (?:want|can|"
    r"wanted)(?: to)? (?:spend|pay|afford)|not cheap(?: enough)?|too rich for my blood|breaks? the bank|"
    r"(?:all )?costs? (?:an arm and a leg|a (?:fortune|bomb|packet|ton)|the earth|loads)|ouch|daylight robbery)"
)
_REGRETTED = (
    r"(?:(?:was|were|is|are|be) not (?:(?:quite|so|that|as|all that|too) )+(?:expensive|pricey|costly|dear|steep)|"
    r"(?:were it not|if it (?:was|were) not|if not) for the (?:price|cost)|(?:only )?(?:the|its|their) (?:price|"
    r"cost) (?:would|will|should|must|has to|needs to|ought to) (?:have to |need to )?"
    r"(?:drop|come down|fall|go down|be lower)|(?:shame|pity|sorry) about the (?:price|cost)(?: tag)?|burns? a hole "
    r"in (?:my|our) (?:pocket|"
    r"wallet)|"
    r"(?:shave|knock|take) (?:something|a bit|some|a little|money|a few \w+) off(?: (?:the|its|that) (?:price|"
    r"cost))?(?: of)?)"
)
"""How people say that only the price is in the way."""
COMPLAINT = re.compile(
    rf"\b(?:the )?(?:price|prices|cost|costs|it|that|this|they|these|those|all|everything|them)?\s*(?:{_REGRETTED}|"
    rf"{_TOO_MUCH})"
)
"""What was shown is too dear."""
_THAN_ITEM = r"(?:\s+than|\s+as|\s+compared to|\s+to)\s+(?:the price of\s+)?(@\d(?:\s*(?:,|and|or)\s*@\d)*)"
RELATIVE = (
    (
        re.compile(
            rf"\b(?:not\s+)?{_CHEAPER}(?:\s+(?:ones?|products?|items?|options?|something|"
            rf"alternatives?))?{_THAN_ITEM}"
        ),
        "cheaper",
    ),
    (re.compile(rf"\b{_DEARER}(?:\s+(?:ones?|products?|items?|something))?{_THAN_ITEM}"), "dearer"),
    (re.compile(r"\b(?:under|below|less than|lower than)\s+(?:the price of\s+)?@(\d)"), "cheaper"),
    (
        re.compile(r"\b(?:beats?|undercuts?) (?:the (?:price|cost) of )?@(\d)(?: on (?:the )?(?:price|cost))?"),
        "cheaper",
    ),
    (re.compile(r"\b(?:above|over|more than)\s+(?:the price of\s+)@(\d)"), "dearer"),
    (COMPLAINT, "cheaper"),
    (re.compile(r"\b(?:too|so) cheap\b(?: looking)?"), "dearer"),
    (re.compile(rf"\b{_DEARER}(?:\s+(?:ones?|products?|items?|options?|alternatives?|something))?"), "dearer"),
    (
        re.compile(
            rf"\b{_CHEAPER}(?:\s+(?:ones?|products?|items?|options?|alternatives?|stuff|things?|version|variant|"
            r"than (?:that|this|these|those|them|it)))*"
        ),
        "cheaper",
    ),
)
"""Each with its direction, those that name an item first: its group is the position."""
