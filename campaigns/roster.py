"""The list of firms a bureau brings: its columns, and what its rows say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campaigns.campaigns import Campaign
from exchange.rosters.columns import EMAIL, NAME, REGION, USCC, Column, Roster, same
from exchange.rosters.reading import Problem, read_roster
from readiness.text import Text

MOST_TARGETS = 5000  # of one file
PHONE = Column(
    "phone",
    Text("联系电话", "Contact phone"),
    20,
    Text("一个电话号码，可留空", "a phone number, or nothing"),
    Text(
        "请填写数字，单元格格式设为“文本”；或者留空。",
        "Please type digits and keep the cell as text, or leave it empty.",
    ),
    same("0574-87654321"),
    optional=True,
)
RULES = (
    Text("每行填写一家企业；带 * 的列必填。", "One enterprise per row; columns with * must be filled in."),
    Text("第 2 行是示例，可以保留也可以删除，导入时会跳过。", "Row 2 is an example; it may stay, it is left out."),
    Text(f"一份文件最多 {MOST_TARGETS} 家企业，更多请分成几份依次导入。", f"At most {MOST_TARGETS} enterprises in one file; please bring longer lists in parts."),
    Text("请不要合并单元格，也不要使用公式：从别处复制时请“粘贴为值”。", "Please merge no cells and use no formulas: paste copied cells as values."),
    Text("地区须在本次活动的范围内；请从下拉列表中选择，也可以直接填 6 位代码。", "The region must lie within the campaign; choose it from the list, or type its six-digit code."),
    Text("同一个统一社会信用代码再次导入时，会更新名单，不会重复邀请；空白单元格不会清掉原有内容。", "A code brought in again updates the list; nobody is invited twice, and an empty cell takes nothing away."),
    Text("邮箱和电话只用于本次活动的通知，企业和其他主管部门都看不到。", "E-mail address and phone are used for notices of this campaign only; neither enterprises nor other bureaus see them."),
)  # fmt: skip
TARGETS = Roster(Text("邀请名单", "Invited"), MOST_TARGETS, (NAME, USCC, REGION, EMAIL, PHONE), RULES)


@dataclass(frozen=True)
class Invited:
    """One row. Empty address and phone: nothing was said."""

    uscc: str
    name: str
    region: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ListRead:
    rows: tuple[Invited, ...]
    problems: tuple[Problem, ...]


def read_targets(content: bytes, campaign: Campaign) -> ListRead:
    """Raises Unreadable."""

    def outside(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if "region" in values and not campaign.covers(values["region"]):
            yield (
                "region",
                _("This place is not part of the campaign, which is addressed to %(region)s.")
                % {"region": campaign.region},
            )

    sound, problems = read_roster(content, TARGETS, outside)
    return ListRead(tuple(Invited(**values) for values in sound), tuple(problems))
