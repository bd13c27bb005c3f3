"""Prices as people and programs write them.

How separators are read: with both "," and ".", the last one is the decimal separator. One kind alone that occurs
several times separates thousands. A single "," before exactly three digits separates thousands ("1,299"). A single "."
before exactly three digits is a decimal point ("1.299"), unless the text names a currency whose countries write
"1.299 EUR" for a thousand and more. A number that starts with 0 has no thousands ("0,125").
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import cast

from recsys.catalog.texts import shown_value

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""The ISO 4217 codes in use."""

_SIGNS = {
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "r$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "rs": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₫": "VND",
    "₴": "UAH",
    "₪": "ILS",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "fr": "CHF",
    "kr": "SEK",
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "pounds": "GBP",
}
_SHARED_SIGNS = frozenset({"$", "¥", "kr", "fr", "rs", "dollar", "dollars", "pounds"})
_DOT_CODES = "EUR DKK NOK SEK ISK PLN CZK HUF RON BGN TRY BRL ARS CLP COP UYU IDR VND RSD"
_DOT_FOR_THOUSANDS = frozenset(_DOT_CODES.split())
_NO_PRICE = frozenset(
    {"", "-", "–", "—", "n/a", "na", "n.a.", "none", "null", "tbd", "tba", "unknown", "on request", "price on request"}
    | {"call", "call for price", "auf anfrage", "?"}
)
_NOT_FINITE = re.compile(r"[-+]?\s*(nan|inf(inity)?)", re.IGNORECASE)
_SHAPE = re.compile(
    r"(?P<before>[^\d\s+\-(.,]*\.?)\s*"
    r"(?P<number>\d[\d.,\s'’٫٬]*(?:[eE][+-]?\d{1,3})?)"
    r"(?P<dash>\s*(?:-+|–|—))?\s*"
    r"(?P<after>\D*)"
)
_PLAIN = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ ,.'’]\d{2,3})*[ ,.'’]\d{3}")
_LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, at least 0, and the ISO 4217 code that was written with it, empty where none was.

    `sign_only` says that the code rests on a sign that several currencies share ("$12" may be Canadian).
    """

    amount: float
    currency: str = ""
    sign_only: bool = False


def read_price(value: object) -> Money | None:
    """Return the price that a cell or a JSON value states, None where it states none ("", null, "n/a").

    Raises ValueError with a clause for people: "price is negative (-3)".
    """
    match value:
        case None:
            return None
        case bool():
            raise ValueError("price is not a number (true or false)")
        case int() | float():
            return Money(_checked(value, value))
        case str():
            return _from_text(value)
        case dict():
            parts = cast("dict[object, object]", value)
            return _from_object({str(key).lower(): part for key, part in parts.items()})
        case _:
            raise ValueError("price is not a number")


def read_currency(value: str) -> str:
    """Return the ISO 4217 code that "eur", "€" or "US$" stands for, or "" if it is none."""
    word = value.strip().rstrip(".")
    code = word.upper()
    return code if code in CURRENCIES else _SIGNS.get(word.lower(), "")


def read_amount(text: str, currency: str = "") -> float | None:
    """Return the number that digits with separators stand for, None if they stand for none. Sign and unit are not read.

    `currency` (a code or empty) decides how a single dot before three digits is read.
    """
    digits = re.sub(r"\s+", " ", text.strip()).replace("٫", ".").replace("٬", ",")
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0 or "e" in digits.lower():
        whole, decimals = digits, ""
        if _PLAIN.fullmatch(whole):
            return float(whole)
    elif _separates_thousands(digits, last, currency):
        whole, decimals = digits, ""
    else:
        whole, decimals = digits[:last], digits[last + 1 :]
    if not (whole.isdigit() or _THOUSANDS.fullmatch(whole)) or not (decimals.isdigit() or not decimals):
        return None
    return float(re.sub(r"\D", "", whole) + "." + (decimals or "0"))


def _separates_thousands(digits: str, last: int, currency: str) -> bool:
    sign = digits[last]
    other = "," if sign == "." else "."
    if other in digits[:last]:
        return False
    if digits.count(sign) > 1:
        return True
    if len(digits) - last - 1 != 3 or digits.startswith("0"):
        return False
    return sign == "," or currency in _DOT_FOR_THOUSANDS


def _from_text(text: str) -> Money | None:
    folded = " ".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-")
    if folded.lower() in _NO_PRICE:
        return None
    if _NOT_FINITE.fullmatch(folded):
        raise ValueError(f"price is not a finite number ({folded})")
    unsigned, negative = _without_sign(folded)
    shape = _SHAPE.fullmatch(unsigned)
    if shape is None:
        raise ValueError(f"price is not a number ({_short(text)})")
    word = (shape["before"] or shape["after"]).strip()
    currency = read_currency(word)
    if (word and not currency) or (shape["before"] and shape["after"].strip() and not read_currency(shape["after"])):
        raise ValueError(f"price is not a number ({_short(text)})")
    amount = read_amount(shape["number"].rstrip().removesuffix("." if shape["dash"] else "").rstrip(" .,"), currency)
    if amount is None:
        raise ValueError(f"price is not a number ({_short(text)})")
    return Money(
        _checked(-amount if negative else amount, folded), currency, sign_only=word.lower().rstrip(".") in _SHARED_SIGNS
    )


def _without_sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    unsigned = re.sub(r"^(\D*?)-\s*(?=[^\d]{0,4}\d)", r"\1", text)
    return unsigned.removeprefix("+"), unsigned != text


def _from_object(parts: dict[str, object]) -> Money | None:
    amount = next((parts[key] for key in ("amount", "value", "price") if key in parts), None)
    money = read_price(None if isinstance(amount, dict) else amount)
    code = next((parts[key] for key in ("currency", "currency_code", "currencycode") if key in parts), "")
    if money is None or not isinstance(code, str) or not read_currency(code):
        return money
    return Money(money.amount, read_currency(code))


def _checked(amount: float, written: object) -> float:
    if amount < 0:
        raise ValueError(f"price is negative ({_short(written)})")
    # An int may be too long for a float; comparing it is safe, turning it into one is not.
    if not isinstance(amount, int) and not math.isfinite(amount):
        raise ValueError(f"price is not a finite number ({_short(written)})")
    if amount > _LARGEST:
        raise ValueError(f"price is too large to be one ({_short(written)})")
    return abs(float(amount))


def _short(written: object) -> str:
    return shown_value(written, 40)
