"""One message, read: references, prices, brands, colours and what is lifted; features and the topic are left over."""

import re
from dataclasses import dataclass, replace

from recsys.conversation import removing
from recsys.conversation.interpret import (
    anaphora,
    brand_tags,
    brands,
    categories,
    colours,
    features,
    inverted,
    lifting,
    measures,
    openings,
    price,
    references,
    relative,
    remarks,
    resets,
    spelling,
    wanted,
)
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.interpret.normalise import Message, normalise
from recsys.model.constraints import BrandIn, BrandNotIn, Constraint, InStock
from recsys.model.dialogue import DialogueState

_TALK = re.compile(
    r"(?<!\w)(?:^(?:okay |right )?switch(?: it| them| things)?(?= [:,])|unrelated(?= ,)|"
    r"dear (?:[a-z/]+ ){0,3}[a-z/]+(?= ,)|(?:oh |but |and |so )*i (?:have )?changed my mind|"
    r"on second thoughts?|on reflection|in hindsight|come to think of it|thinking about it|(?:that|this|"
    r"it) is what (?:i|we) (?:want|need|am after|like|prefer)|if (?:that is |"
    r"at all )?possible|if you (?:have|can|could|do not mind)(?: any| it| that)?|after all|to be honest|"
    r"@\d (?:is|looks?|seems?|sounds?) (?:(?:really|very|pretty|quite|so|just|kind of) )*(?:good|nice|"
    r"great|perfect|fine|close|interesting|cool|okay|lovely|awesome|beautiful|best)|not (?:(?:too|so|that|"
    r"half) )?bad\b(?: (?:at all|though|actually))?|"
    r"i have (?:already )?seen (?:those|these|them|that|it|all (?:of )?(?:those|these|them|"
    r"that))(?: already| before)?|you know(?: what)?|i think|i guess|as i said|(?:i am|we are) afraid(?: that)?|"
    r"(?:it )?turns out(?: that)?|of course|"
    r"(?:(?:(?:my|our|the|his|her) )?(?!(?:you|please|i|we)\b)[a-z]+ )(?:(?:just|has|have|now|also) )*(?:told|tells|"
    r"informed|informs|reminded|reminds) "
    r"(?:me|us)(?: that)?|"
    r"^figures(?= [.,])|(?:a |what a )?(?:shame|pity)(?= [.,!])|oh well|correction(?= [,:.])|(?:sorry,? )?(?:i|"
    r"we) (?:actually |really )?meant(?= [a-z])|"
    r"(?:thanks|thank you)(?: (?:a lot|so much|very much|in advance|you|for (?:your|the) help|for being [a-z]+))*|"
    r"(?:(?:no|oh|hm+),? )*(?:wait|hold on|hang on)(?: a (?:second|sec|moment|minute|bit))?(?: then)?|okay(?= thanks)|"
    r"(?:no )?worries|sorry|excuse me|hello|hallo|hiya|heya|howdy|yo|greetings(?! from)|dear (?:bot|team|all)|"
    r"(?:hi|hey|hello|greetings|regards) from [a-z]+|(?:hi|hey|hello|yo) (?:there|bot|recbot|team|all|everyone|"
    r"folks|guys|again)|hi|hey|good (?:morning|afternoon|"
    r"evening)|"
    r"(?:so|as) long as|provided that|on (?:the )?condition that|for now|right now|at the moment|in (?:that|this) "
    r"case|on top of (?:that|this|it)|in addition(?: to (?:that|this))?|additionally|moreover|furthermore|"
    r"^plus(?= (?:i|we|it)\b)|then again|as well|lol|haha+|hm+|umm?|uh+|eh+|er+m?|aw+|oof|"
    r"bonjour|salut|hola|ola|ciao|hej|moin|servus|namaste|guten (?:tag|morgen|abend)|buen(?:os|as) (?:dias|tardes)|"
    r"welp|whoa|ok(?:ay)?(?= [,.]))\b"
)
_CORRECTED = re.compile(
    r"([%^])[\w+]+(?: (?:do|does|got|have|has|offer|make))?[\s.,!?]*(?:no[\s.,!]+)?(?:(?:sorry|wait|actually|i mean|"
    r"i meant|or rather|make (?:that|it)|oops|hmm+|"
    r"scratch that|not that)[\s.,!]+)+(?=(?:(?:the|a|an|in|from|by)\s+)*\1)"
)
"""What was taken back at once: "red, no sorry, blue"."""
_POSSESSIONS = re.compile(
    r"\b(?:i|we) (?:have|own|use|got) an? [^.,;|@$]{1,40}? (?=(?:and|so|but) (?:i |we )?(?:need|want|am looking|"
    r"are looking))|"
    r"\b(?:i|we) already (?:have|own|got|use|bought) (?!@|it\b|that\b|this\b|them\b|these\b)"
    r"[^.,;|]*?(?=[.,;|]|$| (?:so |and |but )?(?:i|we) (?:would|want|need|am|are)\b)"
)
"""What somebody owns says nothing of what they want: "I already have a Sony"."""
_OWN_COLOUR = re.compile(
    r"\b(?:my|our|his|her|their) (?!(?:preference|preferred|choice|favourite|wish|only|colour|first|second)\b)"
    r"(?:[a-z]+ ){1,3}?(?:is|are|was|were) (?:(?:all|mostly|painted) )*\^[a-z+]+(?=\s*[,.;])"
)
"""The colour of what somebody has: "our lobby walls are cream"."""
_ALLOWED = re.compile(
    r"(?:^|(?<=[|,.;]))\s*(?:(?!only\b|not\b)[a-z][\w-]*\s+){1,4}?(?:is|are|would be|works?)\s+"
    r"(?:(?:also|just|totally|perfectly|all|good)\s+)*(?:fine|okay|enough|acceptable)"
    r"(?:\s+(?:too|as well|with me|for me|then))*\s*(?=$|[|,.;!?])"
)
"""What is allowed is not asked for: "black and white is fine"."""
_DETERMINED = re.compile(
    r"(\b(?:an?|any|some|the|my|our|his|her|wants?|needs?|requires?|find|buy|looking for))\s+\|\s+"
    r"(?!(?:not|no|but|and|or|for|with|without|in|by|from|please|only|just|under|over|instead|then|too)\b)(?=[a-z])"
)
_RESETS_MAX = 8
"""Words of a message that may leave nothing behind; in a longer first one "I have enough of these" is about things."""
_SAYS_OF = re.compile(
    r"(?:^|[.;!?] )(?!(?:it|this|that|they|these|those|i|we)\b)[a-z][^.;!?]*\b(?:is|are|was|looks?|seems?) [^.;!?]*, $"
)
"""What is said of something named in the same breath, so that "drop it" drops that."""
_CORRECTS = re.compile(r"(?:no|nope|nah) , ([a-z0-9][\w -]*?)(?: please)?(?: [.!])*")
_SWITCHED = re.compile(r" to ([a-z][\w.-]*(?: [a-z][\w.-]*)?)(?= *(?:$|[.,;!?]| or | and ))")
"""Where "switch" goes on with a name."""
_IN_STOCK = re.compile(
    r"\b(?:(?:only|just|must be|should be|has to be|have to be|that is|that are|which are|what is|if|"
    r"is it|are they|it is|they are)\s+)*"
    r"(?:in[- ]stock|on stock|available (?:now|immediately|right now|today|right away)|ready to ship|"
    r"not (?:out of stock|sold out))\b(?: only| items?| products?)?"
)


_LISTED_WITH = re.compile(r"\|\s*(?:,\s*)?(?:and|or|nor|,)\s+(?:everything|anything|all(?: (?:of )?the)?)\s+(?=[a-z^])")
"""Goes on with what is refused: "skip HP and everything white"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `tagged` is the canonical text with references, brands and colours as signs; `rest` what is left.

    `found` are the features that `rest` says, `refers_to` all positions spoken of. With `reset` nothing said before
    holds; `relative` says that the prices in `add` are relative to what was shown ("cheaper"), `allowed` that something
    is allowed and not asked for. `told` are the stories told beside, which `rest` is without.
    """

    tagged: str
    rest: str
    add: tuple[Constraint, ...]
    drop: tuple[Drop, ...]
    refers_to: tuple[int, ...]
    found: features.Features
    reset: bool = False
    relative: bool = False
    allowed: bool = False
    told: str = ""


def read(text: str, state: DialogueState, lexicon: Lexicon) -> Reading:
    """Read a message in the light of the state. Pure."""
    named = removing.lifted(text, state, lexicon.currency)
    if named or removing.is_chip(text):
        return Reading(tagged="never mind", rest="", add=(), drop=named, refers_to=(), found=features.Features("", ()))
    message = normalise(text)
    canonical = lexicon.join(spelling.correct(inverted.straight(message.text), lexicon))
    canonical = openings.as_needed(canonical) if state.topic else openings.as_asked(canonical)
    if (corrected := _CORRECTS.fullmatch(canonical)) and (
        lexicon.knows(corrected[1]) or corrected[1] in lexicon.colours
    ):
        canonical = corrected[1]  # "no, wireless"
    reset = (
        resets.find(canonical, state) if state.topic or state.slates or len(canonical.split()) < _RESETS_MAX else None
    )
    if (
        reset
        and resets.takes_back(reset)
        and ("@" in references.tag(canonical[: reset.start()], state) or _SAYS_OF.search(canonical[: reset.start()]))
    ):
        reset = None  # "the first is too big, drop it", "MSI is too flashy for me, drop it"
    if reset and (said := _SWITCHED.match(canonical[reset.end() :])) and lexicon.brand(said[1]):
        reset = None  # "let us switch to HP"
    if reset is None:
        return _read(canonical, message, state, lexicon)
    before = canonical[: reset.start()]
    canonical = f"{'' if resets.leaves(before) else before} | {canonical[reset.end() :]}"
    if state.topic and resets.takes_back(reset):
        corrected = _read(canonical, message, state, lexicon)
        found = corrected.found
        says_what = corrected.add or corrected.drop or found.found or features.spares(corrected.tagged)
        if says_what and not wanted.topic_of(found.rest, lexicon):
            return corrected
        latest = [drop for _, drop in removing.singles(state, lexicon.currency)][-1:]
        if corrected.allowed and latest:  # "drop that, wired is fine too"
            return replace(corrected, drop=tuple(latest))
    return replace(_read(canonical, message, DialogueState(turns=state.turns), lexicon), reset=True)


def _read(canonical: str, message: Message, state: DialogueState, lexicon: Lexicon) -> Reading:
    canonical = _POSSESSIONS.sub(" | ", references.tag(canonical, state))
    in_force = frozenset(
        brand.lower()
        for stated in state.constraints
        if isinstance(stated.constraint, BrandIn | BrandNotIn)
        for brand in stated.constraint.brands
    )
    branded = brand_tags.tag(message, canonical, lexicon, asked=bool(state.topic), in_force=in_force)
    tagged = _OWN_COLOUR.sub(" | ", _CORRECTED.sub("", colours.tag(branded.text, lexicon)))
    plain = anaphora.resolved(tagged, message, lexicon)
    if plain != tagged and not branded.brands:  # it may name a brand that no item has
        branded = brand_tags.tag(message, plain, lexicon, asked=bool(state.topic), in_force=in_force)
        plain = branded.text
    tagged = plain
    measured = measures.read(tagged, lexicon.measures)
    compared = relative.read(measured.rest, state, lexicon.measures)
    lifted = lifting.read(compared.rest, state)
    priced = price.read(lifted.rest, state)
    about_brands = brands.read(brand_tags.Tagged(priced.rest, branded.brands), message, state, lexicon)
    about_colours = colours.read(_listed_with(about_brands))
    denied = categories.read(about_colours.rest, state.topic, lexicon)
    # What was taken out between a determiner and its noun does not part them: "any [silver] docking stations".
    joined = _DETERMINED.sub(r"\1 ", denied.rest if state.topic else openings.paid_for(denied.rest))
    rest, told = remarks.part(_TALK.sub(" | ", _IN_STOCK.sub(" | ", joined)), asked=bool(state.topic))
    in_stock = _IN_STOCK.search(about_colours.rest)
    drop: list[Drop] = [*lifted.drop, *(("brand", brand) for brand in about_brands.lifted)]
    if priced.replaces:
        drop.append("price")
    if "brand" in drop:  # "SanDisk was only a wish, any maker is fine"
        in_force = {stated.constraint for stated in state.constraints}
        about_brands = replace(about_brands, add=tuple(one for one in about_brands.add if one not in in_force))
    left = _ALLOWED.sub(" | ", rest)
    return Reading(
        tagged=tagged,
        rest=left,
        found=features.read(left, lexicon),
        told=told,
        add=(
            *priced.add,
            *measured.add,
            *compared.add,
            *denied.add,
            *about_brands.add,
            *about_colours.found,
            *((InStock(),) if in_stock else ()),
        ),
        drop=tuple(dict.fromkeys(drop)),
        refers_to=references.positions(tagged, state),
        allowed=bool(_ALLOWED.search(rest)) or about_colours.allowed,
        relative=bool(priced.add) and not price.read(lifted.rest, DialogueState()).add,
    )


def _listed_with(about: brands.Brands) -> str:
    """Return the text without brands, in which the refusal of brands holds for what is listed with them."""
    refused = bool(about.add) and all(isinstance(one, BrandNotIn) for one in about.add)
    return _LISTED_WITH.sub("| not anything ", about.rest) if refused else about.rest
