"""Which words of a text would give a firm away: its name, where it is, its people, its exact figures, its numbers.

A firm is called place + trade name + trade + legal form, 宁波 + 北岸 + 汽车零部件 + 有限公司; what gives it away is the
trade name, so place and legal form are cut off and the rest is looked for both whole and by its first two characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

LEGAL_FORMS: tuple[str, ...] = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "总公司",
    "分公司",
)
LEGAL_FORMS += ("公司", "集团", "总厂", "工厂", "合伙企业", "厂")
ENGLISH_FORMS = frozenset("co ltd limited inc corp corporation company group factory works the and of llc gmbh".split())
# Words many firms begin with after their place: alone they name nobody.
COMMON = frozenset(
    "中国 智能 精密 机械 科技 汽车 数据 自动 电子 电气 电器 信息 工业 制造 设备 材料 模具 五金 塑料 化工 食品 纺织 服装 家具 医药 新能 能源 环保 网络 软件 数字 现代 通用 联合 第一 第二 第三".split()
)
REGION_ENDINGS = ("自治州", "自治县", "自治旗", "地区", "新区", "市", "区", "县", "旗", "盟")
SHORTEST_LATIN = 3  # letters of a word that is looked for


@dataclass(frozen=True)
class Words:
    """What must not stand in a text. people: whole names; figures: (number, its unit as it may be written)."""

    names: tuple[str, ...] = ()
    figures: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """All of them, as a person reads them."""
        return self.names + tuple(f"{number} {units[0]}" for number, units in self.figures)


def words_of(
    name: str,
    places: Sequence[str] = (),
    people: Iterable[str] = (),
    employees: int | None = None,
    revenue_wan: Decimal | None = None,
    more: Iterable[str] = (),
) -> Words:
    """The words of one firm. places: where it is below the province, 宁波市, 慈溪市; more: what somebody adds by hand."""
    near = [short for place in places for short in (place, _short(place)) if len(short) > 1]
    own = _parts_of(name, near)
    found = [_plain(word) for word in (*own, *near, *people, *more)]
    figures: list[tuple[str, tuple[str, ...]]] = []
    if employees is not None:
        figures.append((str(employees), ("人", "名", "员工", "people", "employees", "staff", "workers")))
    if revenue_wan is not None:
        figures.append((_number(revenue_wan), ("万", "wan")))
    return Words(tuple(dict.fromkeys(word for word in found if _tells(word))), tuple(figures))


def found_in(text: str, words: Words) -> list[str]:
    """The words of the list in a text, then whatever looks like a telephone number, an address or a code; as found."""
    plain, close = _plain(text), _close(text)
    found = [word for word in words.names if _stands(word, plain, close)]
    found += [f"{number} {units[0]}" for number, units in words.figures if _counted(number, units, close)]
    return list(dict.fromkeys([*found, *_looks_like(text)]))


def _parts_of(name: str, places: Sequence[str]) -> list[str]:
    plain = re.sub(r"[（(][^）)]*[)）]", "", unicodedata.normalize("NFKC", name))
    if plain.isascii():
        return [
            name,
            *(w for w in re.findall(rf"[A-Za-z]{{{SHORTEST_LATIN},}}", plain) if w.lower() not in ENGLISH_FORMS),
        ]
    core = _without_form(_without_place("".join(plain.split()), places))
    head = core[: 2 if core[:2] not in COMMON else 4]
    return [name, plain, core, head]


def _without_place(name: str, places: Sequence[str]) -> str:
    """Cut the places in front of a name, the province too, with or without 省 and 市."""
    before = ""
    known = sorted({*places, *PROVINCES}, key=len, reverse=True)
    while name != before:
        before = name
        place = next((p for p in known if name.startswith(p) and len(name) > len(p) + 1), "")
        name = name[len(place) :].removeprefix("省").removeprefix("市") if place else name
    return name


PROVINCES = tuple(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 中国".split()
)


def _without_form(name: str) -> str:
    return next((name[: -len(form)] for form in LEGAL_FORMS if name.endswith(form) and len(name) > len(form) + 1), name)


def _short(place: str) -> str:
    return next(
        (place.removesuffix(end) for end in REGION_ENDINGS if place.endswith(end) and len(place) > len(end) + 1), place
    )


def _tells(word: str) -> bool:
    """One Chinese character, two Latin letters or a common word name nobody."""
    return len(word) >= (SHORTEST_LATIN if word.isascii() else 2) and word not in COMMON


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _close(text: str) -> str:
    """Without spaces and marks, so that 远 山 and 远·山 are found."""
    return re.sub(r"[\W_]+", "", _plain(text))


def _stands(word: str, plain: str, close: str) -> bool:
    """A Latin word stands for itself (Lin is not in Line), a Chinese one anywhere."""
    if word.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", plain) is not None
    return _close(word) in close


def _counted(number: str, units: Sequence[str], close: str) -> bool:
    marks = "|".join(map(re.escape, units))
    return re.search(rf"(?<!\d){re.escape(number.replace('.', ''))}(?:{marks})", close) is not None


def _number(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_SHAPES = (
    re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),  # a mobile telephone
    re.compile(r"(?<!\d)0\d{2,3}[ -]\d{7,8}(?!\d)"),  # a fixed line
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(
        r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])"
    ),  # a social credit code
    re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
)


def _looks_like(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return [match.group() for shape in _SHAPES for match in shape.finditer(plain)]
