"""The unified social credit code （统一社会信用代码） of GB 32100-2015: is it right, and if not, where is it wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from readiness.text import Text

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # I, O, S, V and Z are never used
WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))  # GB 32100-2015
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997, positions 9 to 16
LOOKALIKES = {"O": "0", "I": "1", "S": "5", "Z": "2"}

# First character: the authority that registers; second: the kind of body. "9", other bodies, is accepted everywhere.
KINDS = {
    "1": "1239",
    "2": "19",
    "3": "123459",
    "4": "19",
    "5": "1239",
    "6": "129",
    "7": "129",
    "8": "19",
    "9": "1239",
    "A": "19",
    "N": "1239",
    "Y": "19",
}


@dataclass(frozen=True)
class UsccCheck:
    """What is known about a typed code.

    code: the normalised code, None when it is wrong. reason: length | charset | type | checksum, None when it is right.
    position: 1 to 18, where the fault stands, None when it is not one place. warning: the code is accepted, yet its
    organisation part has a wrong check digit; a few such codes are in real use.
    """

    code: str | None
    reason: str | None = None
    position: int | None = None
    message: Text | None = None
    warning: Text | None = None

    @property
    def valid(self) -> bool:
        return self.code is not None


def check_uscc(typed: str) -> UsccCheck:
    """Check a code as people type or paste it: full-width, lower case, with spaces or hyphens."""
    code = normalise_uscc(typed)
    return _length(code) or _charset(code) or _type(code) or _checksum(code) or UsccCheck(code, warning=_warning(code))


def normalise_uscc(typed: str) -> str:
    """Half-width capital letters and digits; spaces, hyphens and invisible characters are left out."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Pd", "Cf", "Cc"})


def check_character(first: str) -> str:
    """The 18th character that belongs to the first 17. Raises ValueError for characters outside the alphabet."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first[: LENGTH - 1], WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(organisation: str) -> str:
    """The ninth character that belongs to the first eight of an organisation code."""
    total = sum(int(c, 36) * weight for c, weight in zip(organisation[:8], ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _length(code: str) -> UsccCheck | None:
    if len(code) == LENGTH:
        return None
    hint = _other_code(len(code))
    return UsccCheck(
        None,
        "length",
        message=Text(
            f"统一社会信用代码应为 18 位，您填的有 {len(code)} 位。{hint.zh}",
            f"The code has 18 characters; yours has {len(code)}. {hint.en}",
        ),
    )


def _other_code(length: int) -> Text:
    if length == 15:
        return Text(
            "15 位的是旧营业执照注册号，请填现行营业执照上的 18 位代码。",
            "Fifteen digits are the old registration number: please use the one on the current business licence.",
        )
    if length == 9:
        return Text(
            "9 位的是组织机构代码，请填营业执照上的 18 位代码。",
            "Nine characters are the organisation code: please use the one on the business licence.",
        )
    return Text("请对照营业执照，看是否漏填或多填。", "Please compare it with the business licence.")


def _charset(code: str) -> UsccCheck | None:
    for position, character in enumerate(code, 1):
        if character not in ALPHABET:
            return UsccCheck(None, "charset", position, _charset_message(position, character))
    return None


def _charset_message(position: int, character: str) -> Text:
    likely = LOOKALIKES.get(character)
    return Text(
        f"第 {position} 位是“{character}”，代码里不会出现这个字符。"
        + (f"是不是数字 {likely}？" if likely else "")
        + "请对照营业执照修改。",
        f"Character {position} is “{character}”, which such a code never contains. "
        + (f"Is it the digit {likely}? " if likely else "")
        + "Please compare it with the business licence.",
    )


def _type(code: str) -> UsccCheck | None:
    kinds = KINDS.get(code[0])
    if kinds and code[1] in kinds:
        return None
    if set(code) == {"0"}:
        message = Text(
            "全是 0，不是有效的代码，请填营业执照上的代码。",
            "All zeros is not a code. Please use the one on the licence.",
        )
        return UsccCheck(None, "type", 1, message)
    position = 2 if kinds else 1
    return UsccCheck(
        None,
        "type",
        position,
        Text(
            f"前两位是“{code[:2]}”，没有这一类登记机构（企业应以 91 开头）。请对照营业执照核对第 {position} 位。",
            f"The first two characters are “{code[:2]}”, a kind that does not exist (companies begin with 91). "
            f"Please check character {position}.",
        ),
    )


def _checksum(code: str) -> UsccCheck | None:
    expected = check_character(code)
    if code[-1] == expected:
        return None
    return UsccCheck(
        None,
        "checksum",
        LENGTH,
        Text(
            f"最后一位是校验码：按前 17 位算应为“{expected}”，您填的是“{code[-1]}”，说明有某一位填错或相邻两位颠倒。"
            "请对照营业执照逐位核对。",
            f"The last character checks the others: by the first 17 it should be “{expected}”, yours is “{code[-1]}”. "
            "One character is wrong or two are swapped; please compare each with the business licence.",
        ),
    )


def _warning(code: str) -> Text | None:
    expected = organisation_check_character(code[8:16])
    if code[16] == expected:
        return None
    return Text(
        f"代码可以使用，但第 9–17 位（原组织机构代码）的校验位应为“{expected}”，现为“{code[16]}”，建议再核对一次。",
        f"The code is accepted, yet the check digit of characters 9 to 17 (the former organisation code) should be "
        f"“{expected}”, not “{code[16]}”: please look at it once more.",
    )
