"""The standard emoji this workspace knows: Slack's short names, their aliases and characters."""

from __future__ import annotations

import re

_NAMES = """
+1 👍|-1 👎|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟
heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔|sparkling_heart 💖
grinning 😀|smiley 😃|smile 😄|grin 😁|laughing 😆|sweat_smile 😅|joy 😂|rolling_on_the_floor_laughing 🤣|blush 😊
wink 😉|heart_eyes 😍|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|sunglasses 😎|star-struck 🤩|nerd_face 🤓|smirk 😏
thinking_face 🤔|neutral_face 😐|expressionless 😑|no_mouth 😶|face_with_rolling_eyes 🙄|unamused 😒|grimacing 😬
relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷|dizzy_face 😵|exploding_head 🤯|confused 😕|worried 😟
slightly_smiling_face 🙂|upside_down_face 🙃|slightly_frowning_face 🙁|open_mouth 😮|astonished 😲|flushed 😳
cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓|weary 😩|tired_face 😫|triumph 😤|rage 😡|angry 😠|skull 💀
hankey 💩|clown_face 🤡|ghost 👻|alien 👽|robot_face 🤖|hugging_face 🤗|shushing_face 🤫|zipper_mouth_face 🤐
wave 👋|raised_hand ✋|ok_hand 👌|v ✌️|crossed_fingers 🤞|point_left 👈|point_right 👉|point_up_2 👆|point_down 👇
fist ✊|facepunch 👊|clap 👏|raised_hands 🙌|open_hands 👐|handshake 🤝|pray 🙏|muscle 💪|eyes 👀|eye 👁️|brain 🧠
bust_in_silhouette 👤|busts_in_silhouette 👥|shrug 🤷|face_palm 🤦|woman-shrugging 🤷‍♀️|man-shrugging 🤷‍♂️
tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉
star ⭐|star2 🌟|sparkles ✨|zap ⚡|fire 🔥|boom 💥|100 💯|rainbow 🌈|sunny ☀️|cloud ☁️|snowflake ❄️|droplet 💧
white_check_mark ✅|heavy_check_mark ✔️|x ❌|negative_squared_cross_mark ❎|question ❓|exclamation ❗
warning ⚠️|no_entry ⛔|stop_sign 🛑|rotating_light 🚨|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣
heavy_plus_sign ➕|arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrows_counterclockwise 🔄
repeat 🔁|red_circle 🔴|large_blue_circle 🔵|large_green_circle 🟢|white_circle ⚪|black_circle ⚫
headphones 🎧|microphone 🎤|musical_note 🎵|radio 📻|iphone 📱|computer 💻|desktop_computer 🖥️|keyboard ⌨️
three_button_mouse 🖱️|printer 🖨️|camera 📷|video_camera 📹|tv 📺|battery 🔋|electric_plug 🔌|bulb 💡|flashlight 🔦
watch ⌚|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|calendar 📆|date 📅|pushpin 📌|paperclip 📎
link 🔗|lock 🔒|unlock 🔓|key 🔑|hammer 🔨|wrench 🔧|gear ⚙️|package 📦|mailbox 📫|email ✉️|envelope_with_arrow 📩
memo 📝|pencil2 ✏️|books 📚|book 📖|bookmark 🔖|label 🏷️|mag 🔍|mag_right 🔎|bar_chart 📊|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|moneybag 💰|money_with_wings 💸|credit_card 💳|dollar 💵|euro 💶|shopping_trolley 🛒
shopping_bags 🛍️|coffee ☕|tea 🍵|beer 🍺|beers 🍻|pizza 🍕|cake 🍰|cookie 🍪|apple 🍎|banana 🍌|house 🏠|office 🏢
chair 🪑|bed 🛏️|car 🚗|bike 🚲|airplane ✈️|rocket 🚀|ship 🚢|earth_americas 🌎|globe_with_meridians 🌐|seedling 🌱
evergreen_tree 🌲|cactus 🌵|dog 🐶|cat 🐱|mouse 🐭|bear 🐻|panda_face 🐼|penguin 🐧|bee 🐝|bug 🐛|snail 🐌|turtle 🐢
unicorn_face 🦄|see_no_evil 🙈|hear_no_evil 🙉|speak_no_evil 🙊|art 🎨|game_die 🎲|dart 🎯|soccer ⚽|speech_balloon 💬
thought_balloon 💭|wastebasket 🗑️|recycle ♻️|new 🆕|cool 🆒|ok 🆗|sos 🆘|information_source ℹ️|checkered_flag 🏁
"""

ALIASES = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "satisfied": "laughing",
    "poop": "hankey",
    "shit": "hankey",
    "punch": "facepunch",
    "hand": "raised_hand",
    "envelope": "email",
    "open_book": "book",
    "heavy_exclamation_mark": "exclamation",
    "collision": "boom",
    "telephone_receiver": "iphone",
    "honeybee": "bee",
    "thinking": "thinking_face",
    "robot": "robot_face",
    "hugs": "hugging_face",
}

EMOJI: dict[str, str] = {
    name: character for entry in re.split(r"[|\n]", _NAMES.strip()) for name, character in [entry.split(" ")]
}
"""Short name to character, aliases left out."""

SKIN_TONED = frozenset(
    re.split(
        r"\s+",
        "+1 -1 wave raised_hand ok_hand v crossed_fingers point_left point_right point_up_2 point_down fist facepunch "
        "clap raised_hands open_hands handshake pray muscle shrug face_palm woman-shrugging man-shrugging",
    )
)

_TONES = {tone: f"skin-tone-{number}" for tone, number in zip("🏻🏼🏽🏾🏿", range(2, 7), strict=True)}
_CHARACTERS = {character.replace("\ufe0f", ""): name for name, character in EMOJI.items()}
_TYPED = re.compile(
    "("
    + "|".join(
        re.escape(character[0]) + "\ufe0f?" + re.escape(character[1:])
        for character in sorted(_CHARACTERS, key=len, reverse=True)
    )
    + ")\ufe0f?([🏻🏼🏽🏾🏿])?"
)


def is_emoji_name(name: str) -> bool:
    """Tell whether `name` may be used as a reaction: a known name or alias, with a skin tone where it has one."""
    base, toned, tone = name.partition("::")
    base = ALIASES.get(base, base)
    if base not in EMOJI:
        return False
    return not toned or (base in SKIN_TONED and tone in _TONES.values())


def as_names(text: str) -> str:
    """Return text with emoji characters written as Slack stores them, `:name:` and `:name::skin-tone-3:`."""

    def named(match: re.Match[str]) -> str:
        name = _CHARACTERS[match[1].replace("\ufe0f", "")]
        return f":{name}:" + (f":{_TONES[match[2]]}:" if match[2] else "")

    return _TYPED.sub(named, text)
