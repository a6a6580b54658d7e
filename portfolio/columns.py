"""The columns of a list of clients."""

from __future__ import annotations

from exchange.rosters.columns import EMAIL, NAME, REGION, USCC, Column, Roster, same
from readiness.text import Text

MOST_CLIENTS = 5000  # of one file
COLUMNS = (
    NAME,
    USCC,
    REGION,
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
        same("85"),
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
        same("4200"),
        optional=True,
    ),
    EMAIL,
)
RULES = (
    Text("每行填写一家企业；带 * 的列必填。", "One enterprise per row; columns with * must be filled in."),
    Text("第 2 行是示例，可以保留也可以删除，导入时会跳过。", "Row 2 is an example; it may stay, it is left out."),
    Text(f"一份文件最多 {MOST_CLIENTS} 家企业，更多请分成几份。", f"At most {MOST_CLIENTS} enterprises in one file; please split longer lists."),
    Text("请不要合并单元格，也不要使用公式：从别处复制时请“粘贴为值”。", "Please merge no cells and use no formulas: paste copied cells as values."),
    Text("地区和行业请从下拉列表中选择，也可以直接填代码。", "Choose region and industry from the lists, or type their codes."),
    Text("同一个统一社会信用代码再次导入时，会更新您建的档案，不会重复建档；空白单元格不会清掉原有内容。", "A code brought in again updates the file you have prepared; none is made twice, and an empty cell takes nothing away."),
    Text("已经授权给您的企业、已被企业接手的档案，都不会被改动。", "Enterprises that have given you access and files they have taken over are never changed."),
    Text("上传后会先让您核对，确认后才写入。", "After the upload you look at everything first; nothing is kept before you confirm."),
)  # fmt: skip
CLIENTS = Roster(Text("客户", "Clients"), MOST_CLIENTS, COLUMNS, RULES)
BY_CODE = {column.code: column for column in COLUMNS}
