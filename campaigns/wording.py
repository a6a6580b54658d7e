"""The words of the choice: what is kept with every decision, so that it can be shown what somebody has agreed to.

Whoever changes a word here makes a new version; earlier decisions keep theirs.
"""

from accounts.reference import in_language
from readiness.text import Text

WORDING = {
    "question": {
        "zh": "您愿意让主管部门了解多少？",
        "en": "How much may bureaus know?",
    },
    "intro": {
        "zh": "与测评结果无关：无论怎么选，等级、路线、补贴匹配和报告都一样。随时可以在“向主管部门共享”里改，下一次统计起生效。",
        "en": "It changes nothing about your result: level, route, subsidies and report stay the same. You can change it at any time under “What bureaus may know”; it holds from the next count on.",
    },
    "none": {
        "zh": "不共享。不计入任何统计，也没有主管部门能看到我们的结果。",
        "en": "Nothing is shared. We are counted nowhere, and no bureau sees our result.",
    },
    "aggregate": {
        "zh": "只计入统计，不带名称。主管部门看到的只有多家企业合在一起的数字：家数、平均分、等级分布、共性短板和补贴覆盖面；从中推不出任何一家。",
        "en": "Count us in, without our name. Bureaus see figures over many enterprises only: how many, average scores, shares of levels, common gaps and the reach of subsidies. No single enterprise can be told from them.",
    },
    "identifiable": {
        "zh": "计入统计，并允许 {bureau} 在“{campaign}”中查看我们的结果页：等级、得分、短板和路线，带企业名称。其他主管部门看不到。每次查看都会记录，您在“谁能看到我们的资料”里看得到；撤回后立即失效。",
        "en": "Count us in, and let {bureau} read our result page in “{campaign}”: level, scores, gaps and route, with our name. No other bureau sees it. Every look is noted, and you find it under “Who has access”; it ends as soon as you take it back.",
    },
}


def said(part, campaign=None):
    """A part of the wording in the language of the page, with the names of a campaign."""
    text = in_language(Text(**WORDING[part]))
    return text.format(bureau=campaign.bureau.name, campaign=campaign.title) if campaign else text
