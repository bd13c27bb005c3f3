"""The numbers a message says, in figures of any script or in words: what a model reads as an amount must be among them.

Words are known for English, German, Dutch, French, Spanish, Italian, Portuguese, Chinese and Japanese. A number that
is said in the words of another language is not found, and an amount that rests on it is not believed.
"""

import re
import unicodedata
from collections.abc import Iterator

from recsys.conversation.interpret.numbers import figures

_FIGURES = re.compile(r"\d+(?:[.,'’\u202f\u00a0 ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\s?(?:k|tsd|mil|mille|grand|thousand)\b", re.I)
_HAN = re.compile(
    r"[0-9〇零一二三四五六七八九十百千万萬两]*[〇零一二三四五六七八九十百千万萬两][0-9〇零一二三四五六七八九十百千万萬两]*"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_HUNDRED, _THOUSAND, _MYRIAD = 100, 1_000, 10_000
_RUN_MAX = 8
"""A longer run of number words says no one number."""
_JOINTS = frozenset({"and", "und", "et", "y", "e", "en", "a"})


def _table(text: str) -> dict[str, int]:
    """Read `1: one eins un; 2: two zwei deux`."""
    return {
        word: int(value)
        for entry in text.replace("\n", " ").split(";")
        for value, _, words in [entry.partition(":")]
        for word in words.split()
    }


_WORDS = _table(
    """
    1: one ein eins eine een un une uno una um uma; 2: two zwei twee deux dos due dois duas;
    3: three drei drie trois tres tre; 4: four vier quatre cuatro quattro quatro; 5: five funf vijf cinq cinco cinque;
    6: six sechs zes seis sei; 7: seven sieben zeven sept siete sette sete; 8: eight acht huit ocho otto oito;
    9: nine neun negen neuf nueve nove; 10: ten zehn tien dix diez dieci dez; 11: eleven elf onze once undici;
    12: twelve zwolf twaalf douze doce dodici doze; 13: thirteen dreizehn dertien treize trece tredici treze;
    14: fourteen vierzehn veertien quatorze catorce quattordici; 15: fifteen funfzehn vijftien quinze quince quindici;
    16: sixteen sechzehn zestien seize dieciseis sedici; 17: seventeen siebzehn zeventien diecisiete diciassette;
    18: eighteen achtzehn achttien dieciocho diciotto dezoito; 19: nineteen neunzehn negentien diecinueve diciannove;
    20: twenty zwanzig twintig vingt veinte venti vinte veinti; 30: thirty dreissig dertig trente treinta trenta trinta;
    40: forty vierzig veertig quarante cuarenta quaranta quarenta;
    50: fifty funfzig vijftig cinquante cincuenta cinquanta cinquenta;
    60: sixty sechzig zestig soixante sesenta sessanta sessenta;
    70: seventy siebzig zeventig septante setenta settanta; 80: eighty achtzig tachtig ochenta ottanta oitenta;
    90: ninety neunzig negentig nonante noventa novanta; 100: hundred hundert honderd cent cien ciento cento cem;
    200: doscientos doscientas duecento duzentos; 300: trescientos trescientas trecento trezentos;
    400: cuatrocientos quattrocento quatrocentos; 500: quinientos quinientas cinquecento quinhentos;
    600: seiscientos seicento seiscentos; 700: setecientos settecento setecentos;
    800: ochocientos ottocento oitocentos; 900: novecientos novecento novecentos;
    1000: thousand tausend duizend mille mil mila
    """
)
_LONGEST_WORD = 40
_INSIDE = ("", "und", "en", "e", "y", "i", "s")
"""What joins number words that are written as one, or ends them: "fünfundzwanzig", "veinticinco", "cents"."""
_EIGHTY = re.compile(r"quatre[ -]vingts?")


def numbers_in(text: str) -> frozenset[float]:
    """Return every number that the text says; each reading of an ambiguous one ("1.500" is 1.5 and 1500)."""
    # Full-width forms and the digits of all scripts become ASCII ones.
    text = "".join(
        str(unicodedata.digit(char)) if char.isdecimal() else char for char in unicodedata.normalize("NFKC", text)
    )
    text = text.lower().translate({ord("٫"): ".", ord("٬"): ","})
    return frozenset((*_in_figures(text), *_in_figures(figures(text)), *_in_words(text), *_in_han(text)))


def _in_figures(text: str) -> Iterator[float]:
    for match in _FIGURES.finditer(text):
        whole, _, cents = match.group().replace(",", ".").rpartition(".")
        values = {float(re.sub(r"\D", "", match.group()))}
        if whole:
            values.add(float(f"{re.sub(r'[^0-9]', '', whole)}.{cents}"))
        yield from values
        if _THOUSANDS.match(text, match.end()):
            yield from (value * _THOUSAND for value in values)


def _in_words(text: str) -> Iterator[float]:
    """Yield the values of all runs of number words: "hundred and fifty" says 100, 50 and 150."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    folded = _EIGHTY.sub("tachtig", "".join(char for char in folded if not unicodedata.combining(char)))
    run: list[int] = []
    for word in (*_LETTERS.findall(folded), ""):
        if run and word in _JOINTS:
            continue
        if word and (values := _split(word[:_LONGEST_WORD])):
            run += values
            continue
        for start in range(len(run)):
            yield from (_total(run[start:end]) for end in range(start + 1, min(len(run), start + _RUN_MAX) + 1))
        run = []


def _split(word: str) -> list[int] | None:
    """Return the values in a word that is made of number words ("zweihundertfünfzig"), None for any other word."""
    if not word:
        return []
    for end in range(len(word), 0, -1):
        if word[:end] in _WORDS:
            for joint in _INSIDE:
                rest = _split(word[end + len(joint) :]) if word.startswith(joint, end) else None
                if rest is not None:
                    return [_WORDS[word[:end]], *rest]
    return None


def _total(values: list[int]) -> float:
    """Return what number words in a row say: units add up, a hundred and a thousand multiply what came before."""
    total = part = 0
    for value in values:
        if value == _THOUSAND:
            total, part = total + max(part, 1) * value, 0
        elif value == _HUNDRED and 0 < part < 10:
            part *= value
        else:
            part += value
    return float(total + part)


def _in_han(text: str) -> Iterator[float]:
    for match in _HAN.finditer(text):
        total = part = digit = 0
        for char in match.group():
            value = 2 if char == "两" else int(unicodedata.numeric(char, 0.0))
            if value == _MYRIAD:
                total, part, digit = (total + part + digit or 1) * value, 0, 0
            elif value >= 10:
                part, digit = part + (digit or 1) * value, 0
            else:
                digit = digit * 10 + value
        yield float(total + part + digit)
