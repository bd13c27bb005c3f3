"""Attribute names, read: words as people write them, and the unit at the end (`battery_hours`). Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Name:
    """An attribute's name, read: its words, as one spaced text and as people write it, and the unit it ends in."""

    plain: str
    readable: str
    unit: str = ""


_UNITS_WRITTEN = """
hours: hour hours h hrs | minutes: minutes minute min | seconds: seconds | days: days | months: months
years: years year | ms: ms | g: g grams | kg: kg | lb: lb lbs | oz: oz | g/m²: gsm | mm: mm | cm: cm
m: m meters metres | km: km | ft: ft | inches: inch inches in | W: w watts | Wh: wh | mAh: mah | V: v volts
VA: va | MB: mb | GB: gb | TB: tb | Mbps: mbps | Gbps: gbps | Hz: hz | kHz: khz | MHz: mhz | GHz: ghz | fps: fps
dB: db | nits: nits | lumens: lumens lm | DPI: dpi | pages a minute: ppm | megapixels: mp | °: deg degrees
litres: l liters litres | ml: ml | %: percent pct | pages: pages | sheets: sheets
"""
_SPELLED_SO = """
USB HDMI SSD HDD RAM LAN VGA DVI NFC GPS LED LCD OLED RGB DPI CPU GPU AC DC TV PC ECC PoE IP OS SD SIM EU UK US ANC
LTE OEM UPS UV Bluetooth Ethernet Windows Intel AMD DisplayPort Thunderbolt Qi PEFC FSC MDF PVC ABS USB-A USB-C IPS VA
AA AAA QHD UHD HD PDF KVM NVMe Linux Android Mac iPhone iPad macOS iOS iPadOS ChromeOS Kindle Chromebook MagSafe
DIMM PCI WAN ADSL DSL xDSL ISDN CRT EMI RFI VESA PCL PSU HDR FM AM DirectX SATA eSATA SAS ATA RAID MIDI ADF ATX UPnP
DLNA DHCP WPS SMP SFP HDCP MMS VLAN CUDA PhysX GLONASS Galileo BeiDou Miracast LightScribe PictBridge FreeSync IEEE
FireWire Kensington AirPlay AirPrint PostScript DECT CD DVD MP3 ID3 RF ROM II sRGB BIOS NAT QoS MIMO OSD TPM
"""

_PARTS_WRITTEN = """
display screen panel processor cpu chip chipset graphics gpu keyboard switch switches cover ink armrests lens sensor
motor frame fabric base seat tip blade handle strap closure plug cable battery drive camera microphone microphones
speakers backlight paper ruling binding lid body housing stand mount filter resistance
"""
PARTS = frozenset(_PARTS_WRITTEN.split())
"""Parts of things, which attributes tell with their kind: "panel": "ips" is "an IPS panel"."""

TYPES = frozenset(["type", "product type"])
"""Attributes that tell what an item is."""


def _read_units(written: str) -> dict[str, str]:
    units: dict[str, str] = {}
    for entry in written.replace("\n", "|").split("|"):
        shown, _, suffixes = entry.partition(":")
        units |= dict.fromkeys(suffixes.split(), shown.strip())
    return units


UNITS = _read_units(_UNITS_WRITTEN)
"""From a name's last word to the unit as written after a number."""

SPELLED = {word.lower(): word for word in _SPELLED_SO.split()}
"""Names and abbreviations whose capitals are fixed."""

_HOURS = {"watt hours": "Wh", "watt hour": "Wh", "milliampere hours": "mAh", "ampere hours": "Ah"}
_LENGTHS = {"width", "height", "depth", "length", "size", "screen", "display", "diagonal", "diameter", "thickness"}
_AFTER_S = (["pdif"], ["video"], ["ata"])
_TIMED = {"time", "battery", "duration", "runtime", "playback", "charging", "warm", "delay", "timer"}

# An exporter's type letter before the name itself ("t_product_colour").
_TYPE_PREFIX = re.compile(r"^(?:attr_)?(?:[tnb]_)?(?=.)")


@lru_cache(maxsize=16_384)
def read_name(name: str, *, units: bool = False) -> Name:
    """Read a name; a unit at its end is split off when `units` (for numbers: "built_in" ends in no inches)."""
    bare = _TYPE_PREFIX.sub("", name.lower())
    bare = re.sub(r"_s_$", "s", re.sub(r"__[a-z0-9_]*_$", "", bare))
    tokens = [token for token in re.split(r"[\W_]+", bare) if token]
    unit = ""
    tokens = _with_endings(tokens)
    if units and len(tokens) > 1 and tokens[-1] == "s" and tokens[-2] in {"mb", "gb"}:
        unit, tokens = f"{UNITS[tokens[-2]]}/s", tokens[:-2]
    elif units and (power := _HOURS.get(" ".join(tokens[-2:]))):
        unit, tokens = power, tokens[:-2]
    elif units and tokens and tokens[-1] == "min" and not _TIMED & set(tokens):
        tokens = ["minimum", *tokens[:-1]]
    elif units and tokens and tokens[-1] in UNITS and _measures(tokens):
        unit, tokens = UNITS[tokens[-1]], tokens[:-1]
    if unit == "Hz" and tokens == ["refresh"]:
        tokens = ["refresh", "rate"]
    return Name(" ".join(tokens), _readable(tokens), unit)


def _with_endings(tokens: list[str]) -> list[str]:
    """Return tokens with a plural's "s" at its word: "toy_figure_s" speaks of toy figures; "mb_s" is a unit."""
    whole: list[str] = []
    for place, part in enumerate(tokens):
        if part == "s" and whole and whole[-1] not in {"mb", "gb"} and tokens[place + 1 :][:1] not in _AFTER_S:
            whole[-1] += "s"
        else:
            whole.append(part)
    return whole


def _measures(tokens: list[str]) -> bool:
    """Return whether the last token is a unit: "width_in" is in inches, "line_in" is a plug."""
    return "per" not in tokens[-2:] and (tokens[-1] != "in" or bool(_LENGTHS.intersection(tokens[:-1])))


def _without_abbreviations(tokens: list[str]) -> list[str]:
    """Leave out an abbreviation of the words before it: "automatic voltage regulation avr"."""
    return [
        token
        for place, token in enumerate(tokens)
        if len(token) < 2 or token != "".join(before[0] for before in tokens[max(0, place - len(token)) : place])
    ]


def _readable(tokens: list[str]) -> str:
    tokens = [token for place, token in enumerate(tokens) if tokens[place - 1 : place] != [token]]
    tokens = _without_abbreviations(tokens)
    for short, word in (("max", "maximum"), ("min", "minimum")):
        if len(tokens) > 1 and short in {tokens[0], tokens[-1]}:
            tokens = [word, *(token for token in tokens if token != short)]
    text = " ".join(SPELLED.get(token, token) for token in tokens)
    text = re.sub(r"\bUSB (\d) (\d)\b", r"USB \1.\2", text)
    text = re.sub(r"\bUSB ([ac])\b", lambda match: f"USB-{match[1].upper()}", text)
    text = re.sub(r"\bUSB type ([abc])\b", lambda match: f"USB Type-{match[1].upper()}", text)
    text = _CODE.sub(lambda match: match[0].upper(), text)
    text = re.sub(r"\bon off\b", "on/off", text)
    text = re.sub(r"\b(non|anti|self|multi|semi) (?=\w)", r"\1-", text)
    text = re.sub(r"\b(\w+) (based|screen display|bit)\b", r"\1-\2", text).replace("PCI express", "PCI Express")
    text = re.sub(r"\bs video\b", "S-Video", re.sub(r"\brs (232|485|422)\b", r"RS-\1", text))
    text = re.sub(r"\bi o\b", "I/O", re.sub(r"\bs pdif\b", "S/PDIF", text))
    text = re.sub(r"\bps 2\b", "PS/2", text).replace("DVI i ", "DVI-I ").replace("VGA d sub", "VGA")
    text = re.sub(r"\brj (\d+)\b", r"RJ-\1", text)
    text = re.sub(r"\bwi ?fi\b", "Wi-Fi", text).replace("energy star", "Energy Star")
    text = re.sub(r"\b(built|plug|open|closed|over|on|in) (in|back|ear|board)\b", r"\1-\2", text)
    return re.sub(r"\bmulti point\b", "multipoint", text)


@lru_cache(maxsize=16_384)
def spelled(text: str) -> str:
    """Return a value with the usual capitals: "bluetooth 5" is "Bluetooth 5", "2.4 ghz" is "2.4 GHz"."""
    text = _USB_PLUG.sub(lambda match: f"USB-{match[1].upper()}", text)
    text = _CODE.sub(lambda match: match[0].upper(), text)
    return _LOWER_CASE.sub(lambda match: _SPELLED_VALUES.get(match[0], match[0]), text)


_LOWER_CASE = re.compile(r"(?<![\w-])[a-z][a-z]+(?![\w])")
_USB_PLUG = re.compile(r"\busb[- ]?([ac])\b")
# Codes of paper, protection and resolution: "a5", "ipx4", "4k".
_CODE = re.compile(r"(?<![\w.-])(?:ip[x\d]\d|[abm]\d|\d{1,2}[dkg]|[fq]hd)(?![\w.-])")
_SPELLED_VALUES = SPELLED | {unit.lower(): unit for unit in UNITS.values() if unit.lower() != unit and len(unit) > 1}
