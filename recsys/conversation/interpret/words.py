"""English words the rules need, in one place. Nothing here names a product, a brand or an attribute of one catalog."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEADING = _words(
    """
    a an the some any come comes propose share quote advise provide change require requires reckon i we you he she
    they it this that these those there my our your me us is are am was be been being need needs want wants wanted
    wanting looking look searching search hunting shopping find finding show showing give giving get getting got
    grab see seeing list recommend recommending recommendation recommendations suggest suggesting suggestion
    suggestions propose advise help helping offer offering carry stock sell selling have has had do does did can
    could would will shall should may might must please kindly just simply really quite very maybe perhaps also then
    now so well okay hey hi hello yo dear good morning afternoon evening to for of in on at with by from about buy
    buying purchase order ordering pick choose choosing try like love prefer interested into after something
    anything things thing stuff product products item items option options one ones kind kinds sort sorts type types
    which what whats who where how and or but if not no yes yeah yep sure right actually instead rather else other
    others another new different more again next let go going start starting begin over request topic team folks
    guys everyone today tomorrow asap urgently currently still know tell hope hoping trying able think thinking
    wondering curious ideas idea best nice great decent affordable cheap inexpensive reasonable reasonably priced
    pretty bit little lot budget price prices cost costs costing range limit maximum minimum spend spending pay
    paying most least around roughly between under below only all each per total exactly available bring check out
    up time minute second quick quickly question hear heard say said everything above previous earlier forget reset
    scratch ask asking requirement requirements criteria way somewhere anywhere anymore them alternatives
    alternative too two three further additional result results none nothing within preferably ideally either
    neither already staying anyone anybody someone same matter matters though although because since while than
    thanks thank much many few colour colours brand brands make makes made manufacturer nah nope yep yup oh ah wow
    basically honestly literally totally definitely grateful afraid glad happy fine both point towards such
    completely entirely altogether requesting requested seeking seek procure procuring procurement fetch restock ahoy
    matey arr aye bot required grateful day greetings omg sup sweetie hunny hun honey wee darling
    needful lowkey yesterday
    """
)
"""Words that may stand around what is looked for without being part of it; stripped from both ends."""

NOT_LAST = (LEADING - {"stock", "second"}) | {"without"}
NOT_FIRST = LEADING - {"colour", "price", "search", "time", "check"} | {"value", "specifically", "namely", "especially"}

HEADS = _words(
    """
    format formats size sizes sized material materials plug plugs port ports jacket jackets protection connector
    connectors connection connections connectivity interface interfaces case cases casing housing enclosure finish
    coating surface design style type types version versions standard technology tech function functions
    functionality feature features option support supported capability capable compatible compatibility mounted
    mounting mount output outputs input inputs slot slots socket sockets mode edition model models form factor
    mechanism mechanisms variant variants product products item items thing things kind quality certified certification
    rated rating printing outlet outlets inlet inlets protocol coupling
    shape layout
    """
)
"""Nouns that say of what sort a feature is, rather than which: "LSZH jacket", "A3 size", "serial ports"."""

SORTS = _words(
    """
    model models type types version versions variant variants product products compatible compatibility style styles
    kind kinds sort sorts maker makers manufacturer manufacturers brand brands make makes
    """
)
"""Nouns that on their own say nothing of a thing: "that is the style I need"."""

VAGUE = _words(
    """
    plain good great nice decent better best comfortable comfy reliable quality quick fast solid sturdy modern cool
    fancy pretty beautiful stylish elegant proper reasonable fair cheap affordable expensive pricey inexpensive
    premium high-end budget value popular recommended suitable right perfect ideal simple easy useful practical wide
    tall deep narrow thin tiny nicer bigger smaller larger lighter heavier newer older faster slower quieter
    stronger different similar comparable same other high low big small large new old long short enough interesting
    special normal regular standard basic available helpful important okay fine sure clear
    """
)
"""Praise and degree: a wish for the ranker, never a hard constraint on the text of a product."""

PARTS = _words(
    """
    battery life sound bass screen display resolution keys keypad back seat frame base cushion lens zoom picture
    image range panel speed comfort grip noise volume storage space memory capacity performance handling build
    charging signal
    """
)
"""Nouns that name a part or a property of a thing, and no thing of its own: "mesh back", "long battery life"."""

FACTS = _words(
    """
    price prices cost costs weight weights size sizes dimensions measurements warranty warranties colour colours
    material materials resolutions length height width depth power wattage batteries specs specifications difference
    differences
    """
)
"""What people ask of things that are shown, beside their parts."""

_COMPARATIVES = {
    "lighter": "lightweight", "smaller": "compact", "tinier": "compact", "bigger": "large", "larger": "large",
    "quieter": "quiet", "faster": "fast", "newer": "new", "thinner": "slim", "slimmer": "slim", "louder": "loud",
    "stronger": "powerful", "brighter": "bright", "longer": "long", "shorter": "short", "wider": "wide",
    "taller": "tall", "softer": "soft", "comfier": "comfortable", "sturdier": "sturdy", "simpler": "simple",
}  # fmt: skip
MORE_OF = _COMPARATIVES | {f"{said.removesuffix('r')}st": word for said, word in _COMPARATIVES.items()}
"""From a comparative or a superlative to the word by which catalogs praise what has more of it."""

QUALITIES = frozenset(MORE_OF.values()) | _words("small light big heavy tiny silent thin mini comfy easy narrow deep")
"""Words of size and kind that people add to a request: a wish for the ranker, as they are a matter of degree."""

COLOUR_WORDS = (
    "black", "white", "grey", "silver", "blue", "red", "green", "yellow", "pink", "orange", "purple", "violet", "brown",
    "beige", "gold", "golden", "lilac", "turquoise", "teal", "navy", "magenta", "cyan", "cream", "ivory", "bronze",
    "copper", "maroon", "burgundy", "khaki", "olive", "lavender", "crimson", "indigo", "fuchsia", "multicolour",
    "transparent", "anthracite",
)  # fmt: skip

COLOUR_SYNONYMS = {"golden": "gold", "multicoloured": "multicolour", "multi-colour": "multicolour", "silvery": "silver"}

COLOUR_COMPOUND = _words(
    "noise list plated plating box board label friday market connector connectors contact contacts pin pins tipped"
)
"""A colour word before one of these is none: "white noise", "gold plated"."""

COMPANY_WORDS = _words(
    """
    technology technologies electronics electronic europe entertainment interactive toys games international systems
    computer computers computing corporation corp inc ltd gmbh ag bv company co group storage factory alaris
    industries audio media solutions usa
    """
)

KNOWN_AS = {"hewlett packard": "hp", "hewlettpackard": "hp", "western digital": "wd", "texas instruments": "ti"}
"""Everyday names of companies whose catalogs use the short one. Used only where the catalog has that brand."""

ORDINARY_NAMES = _words(
    """
    origin act equip brother chief sharp peach jumbo integral princess arctic cherry buffalo denver apple orange target
    shuttle eminent manhattan speck equal visa gateway nothing projecta trust total dual one focus mobile gear
    native marshall gigabyte epic first sky pilot cross step2
    """
)
"""Names of companies that are everyday words too: only a capital letter or the context tells."""

FAMOUS = _words(
    """
    apple amazon google microsoft nintendo samsung sony intel nokia motorola siemens philips toshiba dell canon bose
    braun bosch makita panasonic huawei ibm xerox
    """
)
"""Brands that people name in any shop and that are ordinary words, or as well known as such."""

TECHNOLOGIES = _words(
    """
    bluetooth ethernet wi-fi wifi thunderbolt lightning displayport gigabit android linux windows macos wireless
    dolby laser inkjet optical stereo mono qwerty qwertz azerty english german french european american
    """
)
"""Words that are written with a capital without being a brand."""

NOT_NAMES = _words(
    """
    scratch here there home now then you me us them him her it this that these those my your our their his someone
    god jove law nature
    anyone everybody everyone people far stock today tomorrow monday tuesday wednesday thursday friday saturday
    sunday europe germany china japan usa america england france italy spain taiwan mail post phone email default
    accident hand chance way name list lists catalog catalogue shop store amazon ebay internet web website slack
    first start beginning top bottom side front back left right inside outside above below before after again please
    thanks something anything nothing everything one ones more less same other others another all both each every
    either products product items item brand brands make makes company companies manufacturer manufacturers maker
    makers what which who where when why how good great nice best better new old big small cheap cheaper expensive
    """
)
"""Words after "from", "by" or "only" that name no brand."""

BEFORE_BRAND = _words(
    """
    put bring back add avoiding dropping excluding hate minus besides nothing brand be show include allow about from
    by only not no except exclude excluding prefer than but or and like without avoid skip want just
    """
)
"""After one of these an everyday word that is also a brand is the brand: "not act", "from sharp"."""

AROUND_FEATURE = _words(
    """
    a an the some any it is be are of with have has to in on at for please only just also really very too and or but
    if built-in onboard on-board one ones that this these those which as least possible i we you me us want need like
    prefer should
    must something anything show give support preferably definitely own its there do does can could would will not
    more without stated mentioned listed indicated specified
    """
)
"""Words around a feature that are no part of it."""

PRONOUNS = _words(
    """
    it them this that these those one ones me you us him her mine yours ours theirs its anything something nothing
    everything
    """
)

OF_SENTENCES = PRONOUNS | _words(
    """
    i he she they my our your his their its to is are was were be been has have had does do did the than as so
    because plus including half never always even still again there here how what who when where else
    """
)
"""Words that no name of a feature contains."""

ROLES = _words(
    """
    boss bosses manager managers management chief director finance procurement accounting accountant accounts
    colleague colleagues coworker coworkers teammate intern trainee supervisor secretary receptionist purchasing
    people customer customers client clients staff visitors
    """
)
"""Who has a say in it, and never what a thing has."""

PEOPLE = ROLES | _words(
    """
    he she they somebody someone everybody everyone nobody who i we you people folks guy guys girl lads team dad mum
    mom mother father wife husband son daughter kid kids child children parents grandma grandpa grandad granny
    nephew niece brother sister uncle aunt cousin friend friends partner student students
    """
)
"""Theirs is the wish and not the thing: "my dad needs a shaver"."""

TALK = _words(
    """
    sure idea problem worries way thanks thank matter rush hurry longer clue opinion interested like want need know
    think mind care understand see bad happy satisfied right good okay fine buy go doing get sense convinced yet
    again anymore now really bothered mistake thing things what why how when where who show tell say picky fussy
    particular fixed dead bent exact precise strict
    """
)
"""What is said after "not" and "no" without any product in mind: "no idea", "not sure"."""

CHAT = _words(
    """
    off junk trash crap remove god goodness tad smidge please lovey love dear monday tuesday wednesday thursday
    friday saturday
    sunday afford afraid aiming allowed alrighty approval approve approved amount anyhow anyway ask asking asks
    assistance awful awfully bargain basically believe bet better boss bottom both bother bothers bothered boycott
    branded bro broke buck bucks buddy bunch but care change changed changes changing cash cheers choices chosen
    close company cool crazy damn daylight deal decide decided depends dude dunno easier easy else enough equipped
    even ever exactly expected expecting expense expenses fair far fit fits forget forgot forgotten feel feels fella
    fitted folk frankly friend fun gave genuinely get gets give gives go goes going gosh gotten guess guy had happen
    happy hardly hate hated honest honestly hope hoped hopefully hoping huh hurry husband idea include included
    ha haha hah hehe heh lmao rofl aw aww awww ugh oof phew whoa innit instance intend issue job justify keen keep kid
    kidding kinda know later lean leave less lesser let liable
    life literally live lol long look looks lots lovely lower luck mad mainly man manage mate matey maybe mean meant
    meh mention might mind mom moment money mostly mum myself nah naw need needed needs neither nice nope nothing
    obliged obviously odd often okay oops opted originally otherwise ouch outrageous overall partner past perhaps
    person personally pick picked picks picky plan plans plus poor prefer preference preferences preferred pretty
    probably problem promise purpose push put quick rate reason recommended replaced request require requires
    robbery rubbish sake save saw say says seem seems seen sense serious seriously service settle settled shop
    shopping silly simple sir skint slightly remain remains na sold somehow soon sounds sorry sort specifically
    splash start starts stick still stop stretch student stuff stupid such suggested suit suitable suits super
    supplied support supports suppose supposed surely swear take taken takes talk tempted test thank thing things
    think thought thoughts thousand tight tiny told tomorrow tonight topic total totally trust truth try tysm under
    use usual usually wait wallet want wanted way week weekend weird well whatever whichever whole wife wise wish
    wishes wonder word work works worth wow wrong yay yeah year whoever urgent urgently spec specs yes yikes yup
    """
)
"""Words of a chat about shopping that are no feature of a thing, even where some attribute value contains one."""
