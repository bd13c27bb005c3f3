"""Whether a message is English, the one language that the rules speak. Told from letters and a few frequent words."""

import re
import unicodedata

from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import AROUND_FEATURE, HEADS, LEADING, TALK, VAGUE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKUP = re.compile(r"<[^>]*>|:[a-z0-9_+-]+:|https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENGLISH = LEADING | AROUND_FEATURE | HEADS | TALK | VAGUE
_ELSEWHERE = _words(
    """
    ich suche brauche einen eine einer einem kein keine keinen nicht mit ohne unter fuer und oder aber auch noch mehr
    billiger billig teuer teurer zeig zeige mir welche welcher welches zweite zweiten erste ersten dritte bitte danke
    etwas andere anderen anderes nur das der dem ist sind wie viel kostet gibt habt haben hallo guten warum ein zum zur
    lieber statt schwarz weiss

    busco quiero necesito unos unas una para con sin menos que del mas barato barata baratos hasta los las pero otro
    otra otros muestra segundo segunda primero primera tercero gracias hola algo como cuanto cuesta por favor cual

    je cherche veux voudrais besoin une des les pour avec sans moins plus cher chers chere mais aussi autre autres
    montre moi deuxieme premier merci bonjour quelque est sont pas qui dans

    cerco voglio vorrei uno per senza meno piu economico economica anche altro altri mostrami secondo primo grazie
    qualcosa che il gli della

    procuro quero preciso um uma com sem mais outro segundo primeiro obrigado

    ik zoek wil heb nodig een geen niet met zonder onder voor maar ook goedkoper goedkope tweede eerste derde bedankt
    iets hoeveel

    jag vill inte och eller billigare tack jeg ikke uden szukam chce bez dla istiyorum bir ucuz daha
    """
) - (_ENGLISH | {"plus", "per", "sans", "favor", "moi", "con", "sin"})
"""Frequent words of other languages in Latin letters that are no English ones; with accents, any word counts."""


def bare(text: str) -> str:
    """Return a message without mentions, links and emoji, whose names and numbers nobody said."""
    return _MARKUP.sub(" ", text)


def has_words(text: str) -> bool:
    """Return whether a message says anything in words: not with figures, emoji, links and mentions alone."""
    return bool(_WORD.search(bare(text)))


def is_english(text: str, lexicon: Lexicon) -> bool:
    """Return whether the rules can be trusted with a message: not if more of its words are foreign than English.

    Each letter of another script counts as a foreign word, and so does an accented word that the catalog does not
    have. What has no words at all ("2", "👍") counts as English.
    """
    foreign = english = 0
    for word in _WORD.findall(bare(text).lower()):
        if word in _ENGLISH:
            english += 1
        elif word in _ELSEWHERE or not (word.replace("’", "'").isascii() or _is_known(word, lexicon)):
            foreign += max(1, sum(not is_latin(letter) for letter in word))
    return foreign <= english if english else not foreign


def is_latin(letter: str) -> bool:
    """Return whether a character is no letter of another script than ours."""
    return not letter.isalpha() or "LATIN" in unicodedata.name(letter, "")


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return lexicon.knows(word) or word in lexicon.category_words or lexicon.brand(word) is not None
