"""What public money is told with, on pages and on paper: one wording for all of them."""

from readiness.text import Text

MONEY = {
    "money": Text("可能适用的政策资金", "Public money that may fit"),
    "money_intro": Text(
        "按贵企业所在地区、行业、规模和上面的路线筛选。条件分为符合、不符合、待确认三类；待确认不等于不符合。",
        "Selected by your region, industry, size and the route above. Conditions are met, not met or not known; not known is not a no.",
    ),
    "money_cash": Text("资金补贴", "Cash support"),
    "money_cash_intro": Text("券、补助、奖励一类。", "Vouchers, grants and awards."),
    "money_tax": Text("税收优惠", "Tax benefits"),
    "money_tax_intro": Text("与资金补贴分开看，不相加。", "Kept apart from cash and never added to it."),
    "money_loans": Text("贷款贴息", "Loan discounts"),
    "money_loans_intro": Text("降低融资成本，不是现金补助。", "They lower the cost of borrowing; they are not cash."),
    "money_recognition_and_services": Text("认定、诊断与试点", "Recognition, diagnosis, programmes"),
    "money_recognition_and_services_intro": Text(
        "本身多不含资金，可能带来后续支持。", "Mostly without money of their own; support may follow."
    ),
    "money_supplier_side": Text("面向供应方的政策", "For suppliers"),
    "money_supplier_side_intro": Text(
        "补给提供算力、模型或装备的一方，贵企业一般不能直接申领。",
        "For those who supply compute, models or equipment; usually not for you to claim.",
    ),
    "money_framework": Text("方向性文件", "Framework documents"),
    "money_framework_intro": Text(
        "说明支持方向，没有可直接申领的金额。", "They set a direction; there is no amount to claim."
    ),
    "money_expired": Text("已失效（仅供查阅）", "Expired (for reference)"),
    "money_expired_intro": Text("不再适用，列出以免误用。", "No longer valid; listed to avoid mistakes."),
    "money_none": Text(
        "按现有资料，没有找到与这条路线相符的资金补贴。", "No cash support was found that fits this route."
    ),
    "money_some": Text(
        "有 {count} 项可能与路线相符，但都缺少测算所需的数据。",
        "Items that may fit the route: {count}; what is known allows no estimate.",
    ),
    "money_total_certain": Text(
        "已填条件均符合的 {count} 项，上限测算合计 {amount}（{basis}）。",
        "Items whose known conditions are met: {count}; at most {amount} in all ({basis}).",
    ),
    "money_total_open": Text(
        "条件尚待确认的一并计入，共 {count} 项，上限测算合计 {amount}（{basis}）。",
        "Items with open conditions included: {count}; at most {amount} in all ({basis}).",
    ),
    "money_verified": Text("来源已核验", "sources verified"),
    "money_unverified": Text("来源未在官方页面核验", "sources not verified on official pages"),
    "money_up_to": Text("上限测算 {amount}", "at most {amount}"),
    "money_compiled": Text(
        "目录编制于 {date}；其中 {count} 条尚未在官方页面核验。",
        "Catalogue compiled on {date}; {count} of the records below are not verified on the official page.",
    ),
    "money_amount": Text("金额", "Amount"),
    "money_formula": Text("算法", "Formula"),
    "money_cap": Text("封顶", "Cap"),
    "money_state": Text("状态", "State"),
    "money_validity": Text("有效期", "Validity"),
    "money_valid": Text("{start}至{end}", "{start} to {end}"),
    "money_open_start": Text("起始日期未见", "start not seen"),
    "money_open_end": Text("截止日期未见", "end not seen"),
    "money_no_dates": Text("未见起止日期", "no dates seen"),
    "money_windows": Text("申报窗口", "Application windows"),
    "money_window_uncertain": Text("日期来自二手来源", "dates from a secondary source"),
    "money_met": Text("符合", "Met"),
    "money_not_met": Text("不符合", "Not met"),
    "money_not_known": Text("待确认", "Not known"),
    "money_conditions": Text("条件", "Conditions"),
    "money_ask": Text("请确认", "Please confirm"),
    "money_own": Text("贵企业：{own}", "you: {own}"),
    "money_fit": Text("与路线", "On the route"),
    "money_counts": Text("可计入支出", "Spending that counts"),
    "money_apply": Text("怎么申报", "How to apply"),
    "money_stacking": Text("能否叠加", "Stacking"),
    "money_source": Text("来源", "Sources"),
    "money_source_official": Text("官方页面", "official page"),
    "money_source_other": Text("转载或其他来源", "repost or other source"),
    "money_evidence": Text("依据", "Evidence"),
    "money_issuer": Text("发文与实施", "Issuer"),
    "money_caution": Text("使用前核实", "Check before use"),
    "money_others": Text("同类中不符合或用不上的", "Of the same kind, not met or not needed"),
    "money_leads": Text("线索（未查到金额）", "Leads (no amounts found)"),
    "money_policy": Text("政策", "Policy"),
}
