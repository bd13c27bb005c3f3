"""One name for each unit, apart from its number: 27", 27-inch, 27in and "27 inches" are all "27 inch"."""

import re

_SPELLINGS = {
    "inch": "\" '' ” ″ in inch inches",
    "foot": "' ′ ft foot feet",
    "yard": "yd yds yard yards",
    "millimetre": "mm millimetre millimetres millimeter millimeters",
    "centimetre": "cm centimetre centimetres centimeter centimeters",
    "metre": "m metre metres meter meters",
    "pound": "lb lbs pound pounds",
    "ounce": "oz ounce ounces",
    "gram": "g gram grams gramme grammes",
    "kilogram": "kg kgs kilo kilos kilogram kilograms",
    "gallon": "gal gallon gallons",
    "quart": "qt qts quart quarts",
    "litre": "l litre litres liter liters",
    "millilitre": "ml millilitre millilitres milliliter milliliters",
    "volt": "v volt volts",
    "watt": "w watt watts",
    "amp": "a amp amps ampere amperes",
    "mah": "mah",
    "gigabyte": "gb gigabyte gigabytes",
    "terabyte": "tb terabyte terabytes",
    "megabyte": "mb megabyte megabytes",
    "hertz": "hz hertz",
    "gigahertz": "ghz gigahertz",
    "megapixel": "mp megapixel megapixels",
    "horsepower": "hp horsepower",
    "pack": "pk pack packs pc pcs piece pieces count ct",
}
_NAME = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()}

# Not after a letter or a digit (M12), and the unit ends where a word ends: "36 in." but no "36 indigo". From the first
# digit of a number only, and without going back: time grows with the text, whatever it is.
_MEASURE = re.compile(r"(?<!\w)(?<!\d[.,/])(\d++(?:[.,/]\d++)*+)(?:\s*-\s*|\s*)([a-z]+|''|[\"”″'′])\.*(?!\w)")
_BY = re.compile(r"(?<=\d)\s*x\s*(?=\d)")
_DIGIT = re.compile(r"\d")


def with_units_named(text: str) -> str:
    """Return a lower-case text in which a unit after a number is a word of its own, always the same.

    Measures joined by an x are parted ("24x36" is "24 x 36"). All else stays as it is.
    """
    return _MEASURE.sub(_named, _BY.sub(" x ", text)) if _DIGIT.search(text) else text


def _named(match: re.Match[str]) -> str:
    name = _NAME.get(match[2])
    return f"{match[1]} {name}" if name else match[0]
