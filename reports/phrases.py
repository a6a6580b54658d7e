"""The sentences of the result itself, in both languages, for page and PDF alike.

They stand here and not in the site's message catalogue because a report must come out the same whether or not that
catalogue is compiled, and because a consultant reviews them side by side. What belongs to the page only (buttons,
states of a download) is translated like the rest of the site.
"""

from readiness.text import Text
from reports.verified_phrases import VERIFIED
from subsidies.phrases import MONEY

PHRASES = {
    # --- cover, running lines -------------------------------------------------------------------------------------
    "report_title": Text("人工智能就绪度测评报告", "AI Readiness Report"),
    "product": Text("制造业人工智能就绪度", "Manufacturing AI Readiness"),
    "report_title_of": Text("{name}自评报告", "{name}: self-assessment report"),
    "self_assessment_report": Text("自评报告", "Self-assessment report"),
    "cover_line_no_route": Text("现状与差距", "Where you stand and what is missing"),
    "cover_line": Text("现状、路线与政策资金", "Where you stand, the way forward, public money"),
    "aligned": Text(
        "对标《“人工智能+制造”专项行动实施意见》（工信部联科〔2025〕279号）",
        "Aligned with the Opinions on the “AI + Manufacturing” special action (MIIT Lian Ke [2025] No. 279)",
    ),
    "follows": Text("依据：{source}", "After: {source}"),
    "number": Text("报告编号", "Report number"),
    "draft_number": Text("未登记", "not registered"),
    "date": Text("测评日期", "Date of assessment"),
    "method": Text("方法版本", "Method"),
    "uscc": Text("统一社会信用代码", "Unified social credit code"),
    "region": Text("所在地区", "Region"),
    "industry": Text("所属行业", "Industry"),
    "size": Text("企业规模", "Size"),
    "weights": Text("适用权重", "Weights"),
    "employees": Text("{count} 人", "{count} employees"),
    "size_large": Text("大型企业", "large enterprise"),
    "size_medium": Text("中型企业", "medium enterprise"),
    "size_small": Text("小型企业", "small enterprise"),
    "size_micro": Text("微型企业", "micro enterprise"),
    "self_declared": Text(
        "自评结果：由企业自行填报，未经第三方核验。",
        "A self-assessment: answered by the firm itself, not verified by a third party.",
    ),
    "self_declared_high": Text("自评，未核验", "Self-declared, not verified"),
    "verify": Text(
        "扫码核对本报告的编号与指纹（SHA-256）", "Scan to check this report's number and fingerprint (SHA-256)"
    ),
    "presented_by": Text(
        "由 {name} 提供咨询服务；等级、得分与方法出自上述平台，未作任何改动。",
        "Presented by {name}. Level, score and method are those of the platform named above, unchanged.",
    ),
    "snapshot": Text("结果指纹", "Result fingerprint"),
    "contents": Text("目录", "Contents"),
    # --- headline -------------------------------------------------------------------------------------------------
    "summary": Text("一页纸结论", "One-page summary"),
    "level_now": Text("当前等级", "Level now"),
    "overall_score": Text("综合得分", "Overall score"),
    "of_full": Text("满分 {full}", "of {full}"),
    "dimension_results": Text("各维度结果", "Results by dimension"),
    "dimension_count": Text("{count} 个维度", "{count} dimensions"),
    "dimension_results_only": Text(
        "本框架不设综合得分，{count} 个维度分别给出结果。",
        "This framework has no overall score; each of its {count} dimensions has a result of its own.",
    ),
    "full": Text("完整版结果", "Result of the full version"),
    "quick": Text("快速版估算", "Estimate from the quick version"),
    "coverage": Text("作答 {answered}/{applicable} 题", "{answered} of {applicable} questions answered"),
    "interval": Text(
        "未答的题全按最低档是 {low} 分，全按最高档是 {high} 分。",
        "If everything unanswered were lowest the score would be {low}, if highest {high}.",
    ),
    "level_interval": Text("对应等级 {low} 至 {high}。", "That is {low} to {high}."),
    "level_interval_alone": Text(
        "没有作答的题补齐后，等级在 {low} 至 {high} 之间。",
        "With every question answered the level lies between {low} and {high}.",
    ),
    "interval_column": Text("区间", "Interval"),
    "band": Text("所处档次", "Band"),
    "between": Text("区间 {low}–{high}", "between {low} and {high}"),
    "cap": Text(
        "得分 {score} 已到{by_score}的分数线（{threshold} 分），但{gates}，等级封顶为{level}。",
        "A score of {score} reaches the line of {by_score} ({threshold}), but {gates}; the level is held at {level}.",
    ),
    "cap_conditions": Text(
        "得分 {score} 已到{by_score}的分数线（{threshold} 分），但还有条件没有满足：{gates}。结果为{level}。",
        "A score of {score} reaches the line of {by_score} ({threshold}), but these conditions do not hold: {gates}. The result is {level}.",
    ),
    "cap_unlocked": Text("完成 {actions}，预计可以解除。", "Completing {actions} is expected to lift this."),
    "cap_open": Text("下面的路线还不能解除这一条。", "The route below does not lift this yet."),
    "gate_dimension": Text(
        "{dimension} {found} 分，低于要求的 {wanted} 分", "{dimension} is at {found}, below the {wanted} required"
    ),
    "gate_production": Text("{wanted}（现有 {found} 个计入）", "it takes {wanted} ({found} count today)"),
    "gate_scaled": Text(
        "{dimension} {found} 分（满分 {full}），低于要求的 {wanted} 分",
        "{dimension} is at {found} of {full}, below the {wanted} required",
    ),
    "gate_count": Text(
        "{text}（{total} 项中现有 {found} 项，还差 {missing} 项）",
        "{text} ({found} of {total} today, {missing} missing)",
    ),
    "gate_selected": Text(
        "{text}（已勾选 {found} 项，还差 {missing} 项）", "{text} ({found} ticked, {missing} missing)"
    ),
    "gate_all": Text("{text}（{wanted} 个条件中满足 {found} 个）", "{text} ({found} of {wanted} parts hold)"),
    "gate_any": Text(
        "{text}（{total} 个条件满足一个即可，现在都不满足）", "{text} (any one of {total} parts would do; none holds)"
    ),
    "gate_reached": Text("已满足", "met"),
    "next_points": Text(
        "距{target}（{threshold} 分）还差 {missing} 分。",
        "{missing} points are missing to {target} (from {threshold}).",
    ),
    "next_points_reached": Text(
        "{target}的分数线（{threshold} 分）已达到。", "The score line of {target} ({threshold}) is reached."
    ),
    "next_gates": Text("还要满足：{gates}。", "Also required: {gates}."),
    "next_only_gates": Text("要达到{target}，还要满足：{gates}。", "To reach {target} it takes: {gates}."),
    "top_reached": Text(
        "已是最高等级，重点是保持和复核。", "The highest level is reached; keep it and have it reviewed."
    ),
    "reference_only": Text(
        "“不适用”的题目较多，等级仅供参考。", "Many questions are “not applicable”; the level is for reference only."
    ),
    "first_three": Text("先做这三件事", "The first three things to do"),
    "first_one": Text("先做这一件事", "The first thing to do"),
    "first_few": Text("先做这几件事", "The first things to do"),
    "one_figure": Text("整条路线", "The whole route"),
    "route_total": Text(
        "{count} 项行动，{months}，估算投入 {cost}（中值 {likely}），做完预计 {score} 分，{level}。",
        "{count} in {months}, estimated at {cost} (midpoint {likely}); expected afterwards: {score} points, {level}.",
    ),
    "route_proven": Text(
        "这是最省的走法：按费用中值、36 个月内完成，已证明没有更省的行动组合能达到这一级。",
        "This is the cheapest way: by the midpoints of the costs and within 36 months, it is proven that no cheaper set of actions reaches this level.",
    ),
    "method_route_proven": Text(
        "路线由程序从 {actions} 项行动中选出：在 36 个月内、先决条件在前、同时开展的行动不超过贵企业自己的人手所能承担，"
        "在能达到下一级全部分数和门槛的组合里，取费用中值之和最低的一组，并由求解器证明没有更低的。"
        "做完后的分数是用同一套规则重新计算的，不是承诺。",
        "The route is chosen from {actions} actions: of all sets that reach every score and gate of the next level within 36 months, with prerequisites first and no more at once than your own people can carry, "
        "it is the one with the lowest sum of cost midpoints; a solver has proven that there is no lower one. "
        "The score afterwards is computed by the same rules; it is not a promise.",
    ),
    "route_partial": Text(
        "现有行动库还不能把贵企业送到{target}；还没有解决的是：{gates}。",
        "The actions at hand do not reach {target} yet; still open: {gates}.",
    ),
    "one_action": Text("1", "1 action"),
    "some_actions": Text("{count}", "{count} actions"),
    "score_open": Text("综合得分预计 {score} 分，要求 {wanted} 分", "an overall score of {wanted} ({score} expected)"),
    "route_none": Text("当前没有需要安排的行动。", "There is no action to plan at present."),
    # --- indices --------------------------------------------------------------------------------------------------
    "standing": Text("现状画像", "Where you stand"),
    "elsewhere": Text("放到“{name}”里看", "Seen by another measure: {name}"),
    "elsewhere_holding": Text("还不能确定达到下一级的场景：", "Scenes that do not surely reach the next level:"),
    "elsewhere_item": Text("{topic}：现在{found}，要达到{wanted}", "{topic}: {found} now, {wanted} wanted"),
    "elsewhere_none": Text("未达一级", "below level 1"),
    "elsewhere_level_1": Text("一级", "level 1"),
    "elsewhere_level_2": Text("二级", "level 2"),
    "elsewhere_level_3": Text("三级", "level 3"),
    "elsewhere_level_4": Text("四级", "level 4"),
    "application": Text("应用指数", "Application index"),
    "application_note": Text(
        "{count}个环节里 AI 和数字化用得多深", "how deeply the {count} stages use digital tools and AI"
    ),
    "enablers": Text("基础指数", "Foundation index"),
    "enablers_note": Text("数据、算力、人、安全四项底子有多厚", "how firm data, compute, people and security are"),
    "archetype": Text("画像：{name}", "Profile: {name}"),
    "no_archetype": Text(
        "两项指数中有一项无法计算，暂不给出画像。", "One of the two indices cannot be computed; no profile is given."
    ),
    "radar": Text("各维度得分", "Scores by dimension"),
    "radar_desc": Text("雷达图，每根轴 0–100 分：{values}", "Radar chart, each axis 0–100: {values}"),
    "bars": Text("离下一档还有多远", "How far to the next line"),
    "bars_desc": Text("条形图，标出 {lines} 分线：{values}", "Bar chart with lines at {lines}: {values}"),
    "bars_plain": Text("离满分还有多远", "How far to the full score"),
    "bars_plain_desc": Text("条形图，每条按各自满分画：{values}", "Bar chart, each bar on its own scale: {values}"),
    "radar_scaled_desc": Text(
        "雷达图，每根轴按各自满分画：{values}", "Radar chart, each axis on its own scale: {values}"
    ),
    "ladder": Text("{count}级阶梯上的位置", "Place on the {count}-level ladder"),
    "ladder_desc": Text(
        "{count}级阶梯，当前在第 {place} 级{name}，{score} 分",
        "{count}-step ladder; now on step {place}, {name}, {score} points",
    ),
    "ladder_unscored_desc": Text(
        "{count}级阶梯，当前在第 {place} 级{name}", "{count}-step ladder; now on step {place}, {name}"
    ),
    "ladder_below_desc": Text(
        "{count}级阶梯，当前{name}，还没有站上任何一级", "{count}-step ladder; {name}, on none of the steps"
    ),
    "quadrant": Text("应用与基础", "Application and foundation"),
    "quadrant_desc": Text(
        "四象限图：应用指数 {application}，基础指数 {enablers}，属于{name}",
        "Quadrant: application {application}, foundation {enablers}, {name}",
    ),
    "timeline": Text("路线时间表", "Timetable of the route"),
    "timeline_desc": Text("甘特图，共 {months} 个月：{values}", "Gantt chart over {months} months: {values}"),
    "you": Text("贵企业", "You"),
    "low": Text("低", "low"),
    "high": Text("高", "high"),
    "month_axis": Text("第几个月", "Month"),
    "dimension": Text("维度", "Dimension"),
    "kind_stage": Text("业务环节", "Stage"),
    "kind_area": Text("", ""),
    "kind_foundation": Text("支撑基础", "Foundation"),
    "score": Text("得分", "Score"),
    "weight": Text("权重", "Weight"),
    "next_line": Text("下一档线", "Next line"),
    "missing": Text("还差", "Missing"),
    "answered": Text("作答", "Answered"),
    "not_assessed": Text("未测评", "not assessed"),
    "top": Text("已过最高线", "past the last line"),
    "strongest": Text("做得最好的几项", "Strongest answers"),
    "weakest": Text("最薄弱的几项", "Weakest answers"),
    "no_half": Text("还没有得分过半的回答。", "No answer has reached half of its scale yet."),
    "no_strong": Text("还没有达到中档（L3）以上的回答。", "No answer reaches the middle rung (L3) yet."),
    "sensitivity": Text("换一套权重会怎样", "Under other weights"),
    "sensitivity_same": Text(
        "本结果已按{weights}计算。",
        "This result is computed with the {weights}.",
    ),
    "sensitivity_line": Text(
        "贵企业按“{weights}”计分；若改用“{other}”，得分 {score}，等级{level}。",
        "You are scored with “{weights}”; under “{other}” the score would be {score} and the level {level}.",
    ),
    # --- findings -------------------------------------------------------------------------------------------------
    "findings": Text("逐项分析", "Findings"),
    "findings_intro": Text(
        "下面每一句都来自贵企业自己的回答，题号可在附录里查到。",
        "Every line below comes from your own answers; the question codes lead to the appendix.",
    ),
    "finding_line": Text(
        "{score}，在 {count} 个已评维度中排第 {rank}；{next}",
        "{score}, rank {rank} of {count} assessed dimensions; {next}",
    ),
    "finding_next": Text("距 {threshold} 分线还差 {missing} 分。", "{missing} points below the line of {threshold}."),
    "finding_top": Text("已过 {last} 分线。", "past the line of {last}."),
    "finding_plain": Text(
        "{score}，在 {count} 个已评维度中排第 {rank}。", "{score}, rank {rank} of {count} assessed dimensions."
    ),
    "points_spoken": Text("{score} 分", "{score} points"),
    "finding_alone": Text("{score}。", "{score}."),
    "finding_band": Text("属于“{band}”，", "called “{band}”; "),
    "finding_in_band": Text("属于“{band}”。", "called “{band}”."),
    "finding_not_assessed": Text(
        "“不适用”的题目过半，这一维度不计分。", "More than half is “not applicable”; this dimension is not scored."
    ),
    "finding_no_answer": Text("这一维度还没有可计分的回答。", "No answer in this dimension can be scored yet."),
    "strong_points": Text("立得住的", "What holds"),
    "weak_points": Text("拖后腿的", "What holds you back"),
    "now": Text("现在", "Now"),
    "next_step": Text("下一步", "Next"),
    "gain": Text("综合 +{gain}", "overall +{gain}"),
    "handled_by": Text("路线中的 {actions} 解决", "addressed by {actions}"),
    "gaps": Text("到下一级还缺什么", "What is missing to the next level"),
    "gap_to": Text("目标：{target}", "Target: {target}"),
    "requirement": Text("要求", "Requirement"),
    "found": Text("现状", "Today"),
    "wanted": Text("要达到", "Required"),
    "by_what": Text("靠哪些行动", "Actions that serve it"),
    "score_line": Text("综合得分", "Overall score"),
    "all_gates_hold": Text(
        "这一级的门槛条件都已满足，只差分数。", "All gates of that level hold; only points are missing."
    ),
    "nothing_missing": Text("没有缺口：已是最高等级。", "Nothing is missing: this is the highest level."),
    "scenes_found": Text("{count} 个", "{count}"),
    "counted": Text("{count} 项", "{count}"),
    "counted_of": Text("{total} 项中有 {found} 项", "{found} of {total}"),
    "ticked": Text("勾选 {count} 项", "{count} ticked"),
    "parts": Text("{count} 个条件", "{count} parts"),
    "below": Text("还没做到的：{items}。", "Not there yet: {items}."),
    "stands_at": Text("{names}（{place}）", "{names} ({place})"),
    "none_in_route": Text("路线中暂无", "none in the route yet"),
    "stands": Text("已满足", "holds"),
    "no_route": Text(
        "本框架说明差在哪里，不说怎么补、要花多少钱，所以这份结果没有行动路线和费用；资金匹配要以路线为依据，也一并不做。",
        "This framework says what is missing, not what to do about it or what it costs; so there is no route here, and no "
        "matching with public money, which needs one.",
    ),
    # --- route ----------------------------------------------------------------------------------------------------
    "route": Text("转型路线", "The route"),
    "route_intro": Text(
        "按先后排好：先做的是后做的前提。每一项都写明来自哪几个回答、花多少、做到什么算完。",
        "In working order: what comes first is needed by what follows. Each step names the answers it comes from, its cost and its finish line.",
    ),
    "phase": Text("第 {number} 阶段 {name}", "Phase {number}: {name}"),
    "phase_months": Text("第 {start}–{end} 个月", "months {start}–{end}"),
    "phase_cost": Text("本阶段 {cost}", "this phase {cost}"),
    "cost": Text("费用（估算）", "Cost (estimate)"),
    "cost_likely": Text("{range}，中值 {likely}", "{range}, midpoint {likely}"),
    "estimate": Text("估算", "estimate"),
    "running": Text("每年运行费 {cost}", "running cost {cost} a year"),
    "cost_time": Text("费用与工期", "Cost and time"),
    "duration": Text("工期", "Time"),
    "duration_span": Text("第 {start}–{end} 个月", "months {start}–{end}"),
    "duration_month": Text("第 {start} 个月", "month {start}"),
    "what_to_do": Text("做什么", "What to do"),
    "first_step": Text("下周就能动手", "Start next week"),
    "why": Text("为什么有这一项", "Why it is here"),
    "done_when": Text("做到什么算完", "Finish line"),
    "effect": Text("预期效果", "Expected effect"),
    "unlocks": Text("做完能带来", "What it opens"),
    "unlocks_actions": Text("为 {actions} 铺路", "makes {actions} possible"),
    "unlocks_gates": Text("推进门槛：{gates}", "moves a gate: {gates}"),
    "score_after": Text("做完预计 {score} 分，{level}", "expected afterwards: {score} points, {level}"),
    "why_lift": Text("{question} {topic}：{before} → {after}", "{question} {topic}: {before} → {after}"),
    "why_prerequisite": Text("本身不加分，是 {actions} 的前提。", "Adds no points by itself; {actions} need it."),
    "scene_added": Text("新增一个{stage}的投产场景", "adds a scene in production in {stage}"),
    "before_start": Text("动手前要具备", "Needed before the start"),
    "buys": Text("会用到", "Uses"),
    "scenarios": Text("本行业可选场景", "Scenarios of your industry"),
    "pain": Text("痛点", "Pain"),
    "does": Text("怎么做", "What it does"),
    "data_needed": Text("要哪些数据", "Data it needs"),
    "measure": Text("怎么衡量", "How to measure"),
    "caution": Text("何时先别做", "When to wait"),
    "cost_total": Text("整条路线的投入", "Cost of the whole route"),
    "cost_basis": Text("费用依据", "Basis of costs"),
    "effect_basis": Text("效果依据", "Basis of effects"),
    "action": Text("行动", "Action"),
    "total": Text("合计", "Total"),
    "not_yet": Text("暂不做的", "Not yet"),
    "not_yet_intro": Text(
        "没有列进路线的行动，以及原因。条件变了可以重新测评。",
        "Actions left out of the route, and why. When things change, assess again.",
    ),
    "reason": Text("原因", "Reason"),
    "reason_done": Text("回答显示已经做到", "your answers show it is in place"),
    "reason_needs": Text("要先完成 {actions}", "{actions} must come first"),
    "reason_scenes": Text("要先有足够的投产场景", "enough scenes must be in production first"),
    "reason_unfit": Text("不适合本行业", "does not fit this industry"),
    "reason_not_needed": Text("到下一级用不上，留到以后", "not needed for the next level; leave it for later"),
    "advice_not_yet": Text("提醒", "A word of caution"),
    "not_needed_count": Text(
        "到下一级用不上的还有 {count} 项：{actions}。", "Not needed for the next level: {count} more, {actions}."
    ),
    "use_compute": Text("算力", "computing power"),
    "use_data": Text("数据", "data"),
    "use_equipment": Text("设备", "equipment"),
    "use_labelling": Text("数据标注", "data labelling"),
    "use_model": Text("模型", "models"),
    "use_network": Text("网络", "network"),
    "use_security": Text("安全产品", "security products"),
    "use_service": Text("咨询与实施服务", "consulting and implementation"),
    "use_software": Text("软件", "software"),
    "use_training": Text("培训", "training"),
    # --- public money ---------------------------------------------------------------------------------------------
    **MONEY,
    **VERIFIED,
    "colon": Text("：", ": "),
    "comma": Text("，", ", "),
    # --- open points ----------------------------------------------------------------------------------------------
    "open_points": Text("需要留意的地方", "Points to note"),
    "contradictions": Text("回答之间的矛盾", "Contradictions between answers"),
    "risks": Text("风险提示", "Risks"),
    "other_notes": Text("其他说明", "Other notes"),
    "confirmed": Text("填报人已确认，理由：{reason}", "confirmed by the person who answered: {reason}"),
    "not_confirmed": Text("填报人未作说明", "no explanation was given"),
    "nothing_to_note": Text("没有发现矛盾或需要提示的风险。", "No contradiction or risk was found."),
    "not_answered": Text("没有作答的题", "Not answered"),
    "all_answered": Text("适用的题都已作答。", "Every applicable question was answered."),
    "not_applicable_list": Text("选了“不适用”的题及理由", "“Not applicable”, with the reasons given"),
    "no_not_applicable": Text("没有选“不适用”的题。", "Nothing was marked “not applicable”."),
    "scene_register": Text("AI 场景登记", "Register of AI scenes"),
    "no_scenes": Text("没有登记 AI 场景。", "No AI scene is registered."),
    "scene": Text("场景", "Scene"),
    "stage": Text("环节", "Stage"),
    "status": Text("状态", "Status"),
    "status_idea": Text("设想", "idea"),
    "status_pilot": Text("试点", "pilot"),
    "status_production": Text("投产", "in production"),
    "since": Text("自 {month}", "since {month}"),
    "owner": Text("负责人", "Owner"),
    "frequency": Text("频率", "Use"),
    "frequency_continuous": Text("连续运行", "continuous"),
    "frequency_daily": Text("每天", "daily"),
    "frequency_weekly": Text("每周", "weekly"),
    "frequency_monthly": Text("每月", "monthly"),
    "frequency_rarely": Text("偶尔", "rarely"),
    "benefit": Text("成效与证据", "Benefit and evidence"),
    # --- method ---------------------------------------------------------------------------------------------------
    "method_limits": Text("方法与局限", "Method and limits"),
    "method_how": Text(
        "共 {dimensions} 个维度、{questions} 道题：{stages}个业务环节加{foundations}项支撑基础。每题 0–100 分，五档各差 25 分；"
        "维度得分是已答题目的加权平均，综合得分是各维度按行业权重的加权平均。计算用精确数，只在显示时四舍五入到 0.1。",
        "{dimensions} dimensions and {questions} questions: {stages} stages and {foundations} foundations. Each question gives 0–100 in five rungs of 25; "
        "a dimension is the weighted mean of its answered questions, the overall score the weighted mean of the dimensions by industry weights. "
        "Arithmetic is exact; only what is shown is rounded to 0.1.",
    ),
    "method_how_other": Text(
        "共 {dimensions} 个维度、{questions} 道题，每题按选项或填写的数字计分，各维度按框架规定的办法合成。",
        "{dimensions} dimensions and {questions} questions; each is scored by its options or numbers and put together per dimension as the framework lays down.",
    ),
    "method_overall": Text("综合得分满分 {full}。", "The overall score goes up to {full}."),
    "method_overall_of": Text(
        "综合得分满分 {full}，由{parts}构成。", "The overall score goes up to {full} and consists of {parts}."
    ),
    "method_weight": Text("{dimension} {weight}%", "{dimension} {weight}%"),
    "method_no_overall": Text("不设综合得分。", "There is no overall score."),
    "method_exact": Text("计算用精确数，只在显示时四舍五入。", "Arithmetic is exact; only what is shown is rounded."),
    "method_no_levels": Text("本框架不分等级。", "This framework has no levels."),
    "method_levels_by_score": Text("等级看分数线：{levels}。", "A level asks for a score: {levels}."),
    "method_levels_by_gates": Text("等级看条件是否满足：{levels}。", "A level asks for its conditions: {levels}."),
    "method_levels_highest": Text(
        "等级既看分数线，也看条件：{levels}。分数线和条件都满足的最高一级就是结果；只有分数够，不算达到。",
        "A level asks for a score and for conditions: {levels}. The result is the highest level whose score and conditions all hold; the score alone is not enough.",
    ),
    "method_missing_leave_out": Text(
        "没有作答的题和“不清楚”不计入分母，用区间表示影响。",
        "What is unanswered or not known leaves the denominator and shows in the interval.",
    ),
    "method_missing_lowest": Text(
        "没有作答的题和“不清楚”按最低分计入，用区间表示影响。",
        "What is unanswered or not known counts as the lowest answer and shows in the interval.",
    ),
    "method_missing_highest": Text(
        "没有作答的题和“不清楚”按最高分计入，用区间表示影响。",
        "What is unanswered or not known counts as the highest answer and shows in the interval.",
    ),
    "backed": Text(
        "已答的 {answered} 题中，{backed} 题附有证据（每题按最强的一份计：{classes}）。",
        "Of {answered} answers {backed} have evidence on file (by the strongest piece of each: {classes}).",
    ),
    "backed_none": Text("已答的 {answered} 题都没有附证据。", "None of the {answered} answers has evidence on file."),
    "backed_class": Text("{name} {count} 题", "{name} {count}"),
    "evidence": Text("证据：{name}", "evidence: {name}"),
    "evidence_observed": Text("观察", "observed"),
    "evidence_document": Text("书面", "document"),
    "evidence_oral": Text("口述", "oral"),
    "evidence_plan": Text("计划", "plan"),
    "method_levels": Text(
        "等级既看分数线，也看门槛：{levels}。分数到了、门槛没到，等级按门槛封顶。",
        "A level asks for a score and for gates: {levels}. Where the score suffices and a gate does not, the gate decides.",
    ),
    "method_level": Text("{level} {threshold} 分起", "{level} from {threshold}"),
    "method_na": Text(
        "“不适用”的题不计入分母；“不清楚”和未答按未答处理，用区间表示影响。“不适用”占总权重{share}以上时，等级仅供参考。",
        "“Not applicable” leaves the denominator; “don't know” counts as unanswered and shows in the interval. Above {share} “not applicable” the level is for reference only.",
    ),
    "method_route": Text(
        "路线由程序从 {actions} 项行动中挑选：补齐到下一级的分数和门槛，先决条件在前，按每万元和每月能换来的进展排序，再删去多余的。"
        "做完后的分数是用同一套规则重新计算的，不是承诺。",
        "The route is chosen from {actions} actions: it closes points and gates to the next level, prerequisites first, by progress per money and month, and drops what is not needed. "
        "The score afterwards is computed by the same rules; it is not a promise.",
    ),
    "limit_self": Text(
        "结果取决于填报是否属实，未到现场核验；不替代 CMMM、DCMM 等标准的正式评估。",
        "The result depends on truthful answers and was not verified on site; it does not replace a formal assessment by CMMM, DCMM or the like.",
    ),
    "limit_guide": Text(
        "方法对标《实施意见》；其两份附件（行业转型指引、应用指南）编写时未见全文，本方法不是依据它们制定的。",
        "The method is aligned with the Opinions. The text of its two annexes was not available when it was written; it is not based on them.",
    ),
    "limit_costs": Text(
        "费用、工期和效果都是规划估算，不是报价。", "Costs, times and effects are planning estimates, not quotations."
    ),
    "limit_peers": Text(
        "本报告不给同行排名：没有足够的同行样本时，不编造对比数字。",
        "No ranking among peers is given: without enough peers no comparison is invented.",
    ),
    "method_how_title": Text("分数、等级和路线是怎么算的", "How score, level and route are computed"),
    "method_how_title_no_route": Text("分数和等级是怎么算的", "How score and level are computed"),
    "fingerprints": Text("可复核的指纹", "Fingerprints for checking"),
    "fp_framework": Text("方法", "Method"),
    "fp_answers": Text("回答", "Answers"),
    "fp_catalogue": Text("资金目录", "Subsidy catalogue"),
    "fp_result": Text("结果", "Result"),
    "appendix": Text("附录 全部回答", "Appendix: all answers"),
    "question": Text("题目", "Question"),
    "answer": Text("回答", "Answer"),
    "points": Text("分", "Points"),
    "unanswered": Text("未作答", "Not answered"),
    "unseen": Text("快速版未问", "Not asked in the quick version"),
    "unknown": Text("不清楚", "Don't know"),
    "not_applicable": Text("不适用：{reason}", "Not applicable: {reason}"),
    "input": Text("{label} {number} {unit}", "{label}: {number} {unit}"),
    "share": Text("占 {share}%", "{share}%"),
    "no_row": Text("都没有", "None of these"),
    "row": Text("{row}：{columns}", "{row}: {columns}"),
    "untick": Text("改掉：{option}", "Get rid of: {option}"),
    "raise_row": Text("“{row}”做到“{column}”", "Bring “{row}” to “{column}”"),
    "tick_more": Text("补上：{option}", "Add: {option}"),
}
