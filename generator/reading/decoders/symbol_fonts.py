"""What the characters of symbol fonts show, in Unicode: such a font draws signs in the places of letters.

Sources: the first 256 places of Symbol are Adobe's (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), of Wingdings
and Webdings those that Unicode 7 encoded for them (unicode.org/L2/L2011/11052r-wingding.pdf). Of signs that look alike
the usual one is taken, which Chinese fonts have: ``□`` for all small squares, ``✓`` for all ticks, ``①`` for all rings.
"""

from __future__ import annotations

_FIRST = 0x20
_PRIVATE = range(0xF000, 0xF100)
"""Where Office keeps the places of a symbol font; programs that do not, write the places themselves."""
_NONE = "\ufffd"

_SIGNS = {
    "symbol": (
        " !∀#∃%&∋()*+,−./0123456789:;<=>?"  # 20
        "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"  # 40
        "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼\ufffd"  # 60
        "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"  # 80
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"  # A0
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"  # C0
        "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\ufffd"  # E0
    ),
    "wingdings": (
        " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍"  # 20
        "🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉"  # 40
        "♊♋♌♍♎♏♐♑♒♓🙰🙵●○■□□❑❒🞟⧫◆❖⬩⌧⮹⌘🏵🏶🙶🙷▯"  # 60
        "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟∙•"  # 80
        "⬝○🞆🞈🞊🞋◎▪□🟁🟅★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"  # A0
        "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨"  # C0
        "🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑\ufffd"  # E0
    ),
    "wingdings 2": (
        " 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙"  # 20
        "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺"  # 40
        "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\ufffd"  # 60
        "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩⋅🞄⦁●○🞅🞇🞉⊙⦿🞌"  # 80
        "🞍■■□🞑🞒🞓🞔▣🞕🞖🞗🞘⬩⬥◇🞚◈🞛🞜🞝🞞⬪⬧◊🞠◖◗⯊⯋⯀⯁"  # A0
        "⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺"  # C0
        "🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒✹🟃🟇✯🟍🟔⯌⯍※⁂\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"  # E0
    ),
    "wingdings 3": (
        " ⭠⭢⭡⭣⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧"  # 20
        "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥"  # 40
        "🢦🢧🢨🢩🢪🢫🡐🡒🡑🡓🡔🡕🡗🡖🡘🡙▲▼△▽◀▶◁▷◣◢◤◥🞀🞂🞁\ufffd"  # 60
        "🞃⯅⯆⯇⯈⮜⮞⮝⮟🠐🠒🠑🠓🠔🠖🠕🠗🠘🠚🠙🠛🠜🠞🠝🠟🠀🠂🠁🠃🠄🠆🠅"  # 80
        "🠇🠈🠊🠉🠋🠠🠢🠤🠦🠨🠪🠬🢜🢝🢞🢟🠮🠰🠲🠴🠶🠸🠺🠹🠻🢘🢚🢙🢛🠼🠾🠽"  # A0
        "🠿🡀🡂🡁🡃🡄🡆🡅🡇⮨⮩⮪⮫⮬⮭⮮⮯🡠🡢🡡🡣🡤🡥🡧🡦🡰🡲🡱🡳🡴🡵🡷"  # C0
        "🡶🢀🢂🢁🢃🢄🢅🢇🢆🢐🢒🢑🢓🢔🢖🢕🢗\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"  # E0
    ),
    "webdings": (
        " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗⏴⏵⏶⏷⏪⏩⏮⏭⏸⏹⏺🗚🗳"  # 20
        "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫"  # 40
        "⮔✔🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥🚔🗘🗙❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲\ufffd"  # 60
        "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻"  # 80
        "🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻"  # A0
        "🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫"  # C0
        "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊"  # E0
    ),
}
"""By font the signs from place 0x20 on; U+FFFD where it has none."""
_UNTOLD = ("marlett", "mt extra", "monotype sorts", "zapfdingbats", "zapf dingbats", "bookshelf symbol 7")
"""Symbol fonts without a table."""


def is_symbol_font(font: str) -> bool:
    """Whether ``font`` draws signs in the places of letters."""
    return _key(font) in _SIGNS


def sign_of(font: str, code: int) -> str:
    """The sign at ``code`` (0x20 to 0xFF, or the same in the private use area) of ``font``; blank where it is not known.

    A font that is none of those shows what Unicode has at ``code``.
    """
    place = code - _PRIVATE.start if code in _PRIVATE else code
    signs = _SIGNS.get(_key(font), "")
    if place - _FIRST in range(len(signs)):
        return signs[place - _FIRST].replace(_NONE, "")
    return "" if signs or _key(font) in _UNTOLD or not _is_public(code) else chr(code)


def signs_of(font: str, text: str) -> str:
    """``text`` as ``font`` draws it; characters that are in none of its places are drawn by another, and stay."""
    if not is_symbol_font(font):
        return text
    return "".join(sign_of(font, ord(char)) or char if _is_place(char) else char for char in text)


def _is_place(char: str) -> bool:
    return ord(char) in _PRIVATE or 0x20 < ord(char) < 0x100


def _is_public(code: int) -> bool:
    """Whether Unicode says what stands at ``code``: no control, no surrogate, no private use."""
    return 0x20 <= code <= 0x10FFFF and not (0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or code >= 0xF0000)


def _key(font: str) -> str:
    return " ".join(font.lower().split())
