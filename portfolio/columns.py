"""The columns of a list of clients: what they are called, what belongs in them, what to do about what does not."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.text import Text
from readiness.uscc import check_character

MOST_CLIENTS = 50_000  # of one file
SHEET, GUIDE = Text("客户", "Clients"), Text("填写说明", "How to fill it in")


@dataclass(frozen=True)
class Column:
    """optional: whether a list can do without it altogether. A cell of it may be empty then, too."""

    code: str
    head: Text
    width: int
    expected: Text
    remedy: Text
    sample: Text
    optional: bool = False

    @property
    def title(self) -> str:
        """As it stands in the file: both languages, so that one template serves everybody."""
        return f"{self.head.zh}{'' if self.optional else ' *'}\n{self.head.en}"


def _same(text: str) -> Text:
    return Text(text, text)


SAMPLE_CODE = "91330200MA0000001" + check_character("91330200MA0000001")
COLUMNS = (
    Column(
        "name",
        Text("企业名称", "Name of the enterprise"),
        34,
        Text("营业执照上的名称，最多 120 个字", "the name on the business licence, at most 120 characters"),
        Text(
            "请填写名称，不要用公式，也不要以 = + - @ 开头。",
            "Please type the name, no formula and not beginning with = + - @.",
        ),
        Text("示例：宁波远山精密机械有限公司", "Example: Ningbo Yuanshan Precision Machinery"),
    ),
    Column(
        "uscc",
        Text("统一社会信用代码", "Unified social credit code"),
        24,
        Text("18 位代码，最后一位是校验码", "18 characters, the last of which checks the others"),
        Text(
            "请对照营业执照修改；单元格格式请设为“文本”。",
            "Please compare it with the business licence and keep the cell as text.",
        ),
        _same(SAMPLE_CODE),
    ),
    Column(
        "region",
        Text("所在地区", "Region"),
        34,
        Text(
            "下拉列表中的一个县、区或市，或它的 6 位代码",
            "a county, district or city of the list, or its six-digit code",
        ),
        Text("请从单元格的下拉列表中选择。", "Please choose it from the list of the cell."),
        Text("330282 浙江省 / 宁波市 / 慈溪市", "330282 Zhejiang / Ningbo / Cixi"),
    ),
    Column(
        "industry",
        Text("所属行业", "Industry"),
        34,
        Text(
            "下拉列表中的一个行业（GB/T 4754-2017），或它的代码",
            "an industry of the list (GB/T 4754-2017), or its code",
        ),
        Text("请从单元格的下拉列表中选择。", "Please choose it from the list of the cell."),
        Text("3670 汽车零部件及配件制造", "3670"),
    ),
    Column(
        "employees",
        Text("从业人员", "Employees"),
        14,
        Text("1 到 2,000,000 之间的整数", "a whole number from 1 to 2,000,000"),
        Text(
            "请填写人数；单元格格式不要设为日期。不清楚就留空。",
            "Please type the number; the cell must not be formatted as a date. Leave it empty if not known.",
        ),
        _same("85"),
        optional=True,
    ),
    Column(
        "revenue",
        Text("上年营业收入（万元）", "Revenue last year (10,000 yuan)"),
        20,
        Text("0 到 99,999,999 之间的数，单位万元", "a number from 0 to 99,999,999, in units of 10,000 yuan"),
        Text(
            "请填写数字，例如 3500；单元格格式不要设为日期。不清楚就留空。",
            "Please type a number, for example 3500; the cell must not be formatted as a date. Leave it empty if not known.",
        ),
        _same("4200"),
        optional=True,
    ),
    Column(
        "email",
        Text("联系邮箱", "Contact e-mail"),
        28,
        Text("一个邮箱地址，可留空", "an e-mail address, or nothing"),
        Text("请改正地址，或者留空。", "Please correct the address, or leave it empty."),
        _same("contact@example.com"),
        optional=True,
    ),
)
BY_CODE = {column.code: column for column in COLUMNS}
