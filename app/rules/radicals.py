"""Radicals (U+2E80 to U+2FDF) that stand for characters in texts read from PDF files.

A font draws 页 and the radical ⻚ with one glyph. Whoever writes a PDF keeps the glyph and one code
for it, often the radical's. It looks right, but is found by no search.
"""

import unicodedata
from collections.abc import Iterator

_SUPPLEMENT = (
    "⺀冫⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺"
    "⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺴㓁⺵罒⺶羊⺷羊⺸羊⺹耂"
    "⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长"
    "⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radical and character by turns. Unicode's own folding (NFKC) knows two of them only."""

_KANGXI = range(0x2F00, 0x2FD6)
_SIMPLIFIED = {0x2F3E: "户"}
"""NFKC folds to 戶, which is not what fonts for simplified Chinese draw."""


def _table() -> Iterator[tuple[int, str]]:
    for radical, character in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True):
        yield ord(radical), character
    for code in _KANGXI:
        yield code, unicodedata.normalize("NFKC", chr(code))
    yield from _SIMPLIFIED.items()


RADICALS = dict(_table())
"""Code point of a radical, and the character that it stands for."""


def without_radicals(text: str) -> str:
    """The text with each radical replaced by the character that looks the same."""
    return text.translate(RADICALS)
