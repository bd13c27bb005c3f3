"""Whether a message is English, the one language that the rules speak. Told from letters and a few frequent words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import AROUND_FEATURE, HEADS, LEADING, TALK, VAGUE
from recsys.ranking.kind import stem
from recsys.retrieval.english import is_ordinary


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKUP = re.compile(r"<[^>]*>|:[a-z0-9_+-]+:|https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ABBREVIATION_MAX = 3
"""A short word in capitals is an abbreviation: "DAS", "MIT", "EN 388"."""
_NEIGHBOURS = _words("a all also am an as do in is man me no of on or over so under was we will")
"""Small words of English that its neighbours have too, so that they tell nothing."""
_ENGLISH = (LEADING | AROUND_FEATURE | HEADS | TALK | VAGUE) - _NEIGHBOURS
_EITHER = _words(
    """
    al aux com costa da das dat de den di die dit dos du e el en er es et eu heel il io la le lo ma mer met mi na o
    para per plus pour premier prix sans se tack te tu um un unter y ze
    """
)
"""Words of other languages that English has too or that stand in names: they tell where nothing else does."""
_ELSEWHERE = (
    _words(
        """
    ich sie wir mir dir ihn ihm uns mein meine sind habe hast habt haben kann suche brauche zeig zeige vergleich
    vergleiche vergleichen gekauft gibt kostet ein eine einen einem einer kein keine keinen nicht nichts nie der
    dem beide beiden dieser diese dieses diesen andere anderen anderer anderes mit ohne fuer und oder aber auch noch
    mehr weniger nur sehr etwas statt lieber zum zur vom von bis bei aus nach wie viel warum wieso welche welcher
    welches erste ersten zweite zweiten dritte dritten marke preis egal farbe guenstiger billig billiger teuer teurer
    leichter kleiner besser schwarz weiss blau gruen gelb grau bitte danke hallo guten

    yo ese esos esto esta este estos estas eso esa los las unos unas una uno busco quiero quisiera necesito tengo tiene
    puedes muestra compara comparar comprado con sin por que pero tambien muy mas menos nada nadie ninguno ninguna
    nunca otro otra otros otras cual cuanto cuesta donde algo segundo segunda primero primera tercero tercera del hasta
    desde entre como cualquier marca precio igual barato barata baratos baratas caro ligero pequeno mejor negro negra
    blanco blanca rojo roja azul amarillo gracias hola

    je nous vous ce celui celle ceux cette ces mon mes une des les au cherche veux voudrais besoin montre montrez
    comparer comparez avec dans chez sur pas rien jamais aucun aucune moins mais aussi tres trop autre autres quelque
    quel quelle quelles pourquoi combien deux deuxieme premiere marque couleur importe cher chers chere leger petit
    meilleur mieux noir noire blanc blanche rouge bleu bleue jaune gris merci bonjour est sont qui

    mio mia questo questa questi quello quella gli dei degli della delle nel nella cerco voglio vorrei bisogno
    mostra mostrami confronta confrontare senza anche molto piu meno niente nulla nessun nessuna altro altra altri
    altre quale quanto perche che qualcosa qualsiasi secondo seconda prezzo importa colore economico economica
    leggero migliore meglio nero nera bianco bianca rosso rossa giallo grigio grazie sono

    isso isto uma uns umas procuro quero preciso tenho mostre comprei sem muito nenhum nenhuma outro
    outra outros outras qual custa porque primeiro primeira preto preta branco branca vermelho cinza obrigado obrigada

    ik jij wij mij ons deze het een zoek wil heb heeft nodig toon vergelijk vergelijken gekocht geen niet niets
    nooit zonder voor maar ook nog meer alleen iets ander welke waarom hoeveel kost eerste tweede derde merk
    prijs kleur goedkoper goedkope goedkoop duurder lichter beter zwart zwarte rood blauw groen geel grijs bedankt

    jag vill inte ingen inget och eller utan billigare andra annan annat jeg ikke uden anden andet billigere
    takk uten szukam chce nie bez dla inny inna tylko jest dziekuje istiyorum bir ucuz daha degil
    """
    )
    - _ENGLISH
    - _NEIGHBOURS
    - _EITHER
)
"""Frequent words of other languages in Latin letters that are no English ones; with accents, any word counts."""
_PHRASE_MIN = 2
"""So many words that may be either are a phrase of another language: "le premier"."""
_FOREIGN = _ELSEWHERE | _EITHER
_TELL_NOTHING = _NEIGHBOURS | _EITHER


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
    words = _said(text, lexicon)
    english, foreign, either = _counted(words, lexicon)
    if english or foreign or not either:
        return foreign <= english
    others = [word for word in words if word not in _TELL_NOTHING]
    return either < _PHRASE_MIN if not others else any(_is_heard_of(word, lexicon) for word in others)


def may_be_foreign(text: str, named: Iterable[str], lexicon: Lexicon) -> bool:
    """Return whether a message need not be English: it has no word that is so for sure.

    And either some word is one of another language too, or what the rules took for the name of something (`named`) is
    made of words that neither English nor the catalog has.
    """
    english, foreign, either = _counted(_said(text, lexicon), lexicon)
    return not english and bool(foreign or either or any(_is_unheard_of(name, lexicon) for name in named))


def is_latin(letter: str) -> bool:
    """Return whether a character is no letter of another script than ours."""
    return not letter.isalpha() or "LATIN" in unicodedata.name(letter, "")


def _is_unheard_of(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name is made of words only that neither English nor the catalog has: "vergelijk ze"."""
    words = re.findall(r"[^\W_][\w.+'-]*", name.lower())
    return bool(words) and not any(_is_heard_of(word, lexicon) for word in words)


def _said(text: str, lexicon: Lexicon) -> list[str]:
    """Return the words of a message in lower case, without abbreviations and without brands of two words."""
    said = _WORD.findall(bare(text))
    shouted = all(word.isupper() for word in said)
    words = [word.lower() for word in said if shouted or not (word.isupper() and len(word) <= _ABBREVIATION_MAX)]
    for at in range(len(words) - 2, -1, -1):
        if words[at] in _FOREIGN and lexicon.brand(" ".join(words[at : at + 2])):
            del words[at : at + 2]  # "De'Longhi", "Das Keyboard"
    return words


def _counted(words: list[str], lexicon: Lexicon) -> tuple[int, int, int]:
    """Return how many words are English, how many are foreign, and how many may be either."""
    counts = Counter[str]()
    for word in words:
        if word in _ENGLISH:
            counts["english"] += 1
        elif word in _EITHER:
            counts["either"] += 1
        elif word in _ELSEWHERE or not (word.replace("’", "'").isascii() or _is_of_catalog(word, lexicon)):
            counts["foreign"] += max(1, sum(not is_latin(letter) for letter in word))
    return counts["english"], counts["foreign"], counts["either"]


def _is_heard_of(word: str, lexicon: Lexicon) -> bool:
    if word in _FOREIGN or word in _NEIGHBOURS:
        return False
    return (
        any(char.isdigit() for char in word)
        or word in _ENGLISH
        or is_ordinary(word)
        or _is_of_catalog(word, lexicon)
        or stem(word) in lexicon.category_heads
        or lexicon.names_something(word)
    )


def _is_of_catalog(word: str, lexicon: Lexicon) -> bool:
    return lexicon.knows(word) or word in lexicon.category_words or lexicon.brand(word) is not None
