"""The sentences about a verified result in a report, in both languages."""

from readiness.text import Text

VERIFIED = {
    "verified": Text("核验结果", "Verified result"),
    "verified_intro": Text(
        "企业自评和第三方核验并列给出，互不替代。核验由企业授权的服务机构进行，结论由该机构负责。",
        "Self-assessment and verification stand side by side; neither replaces the other. The provider was allowed in by the enterprise and answers for what it states.",
    ),
    "verified_by": Text("{provider}的核验", "Verification by {provider}"),
    "verified_self": Text("自评", "Self"),
    "verified_verified": Text("核验后", "Verified"),
    "verified_difference": Text("相差", "Difference"),
    "verified_level": Text("等级", "Level"),
    "verified_evidence": Text("所见依据", "Evidence seen"),
    "verified_note": Text("核验说明", "Note"),
    "verified_counts": Text(
        "共 {asked} 题，已核验 {checked} 题（{percent}%）：属实 {confirmed}，不同 {different}；另有无法核验 {unchecked}，未查 {open}。",
        "{checked} of {asked} questions were checked ({percent}%): confirmed {confirmed}, different {different}; could not be checked {unchecked}, not looked at {open}.",
    ),
    "verified_no_difference": Text("核验没有发现与企业回答不同的题目。", "No answer was found to be different."),
    "verified_different": Text("与企业回答不同的题目", "Answers found to be different"),
    "verified_unchecked": Text("无法核验的题目", "Answers that could not be checked"),
    "verified_confirmed": Text("核验属实的题目", "Answers confirmed"),
    "verified_statement": Text("核验声明", "Verification statement"),
    "verified_signed": Text(
        "{name}代表{provider}于 {day} 签署。", "Signed by {name} on behalf of {provider} on {day}."
    ),
    "verified_when": Text("核验日期：{days}。核验人员：{people}。", "Checked on {days} by {people}."),
    "verified_method": Text("核验方式：{ways}。", "How: {ways}."),
    "verified_on_site": Text("现场查看", "visit on site"),
    "verified_systems": Text("查看系统（含远程共享屏幕）", "looked into the systems, also by shared screen"),
    "verified_documents": Text("查阅文件资料", "reviewed documents and files"),
    "verified_interviews": Text("访谈负责人", "talked to the people responsible"),
    "verified_rest": Text(
        "无法核验和未查的题目，按企业自己的回答计分。",
        "What could not be checked or was not looked at counts as the enterprise answered it.",
    ),
    "verified_scenes": Text(
        "场景登记表（{count} 个场景）按企业填报计入，未逐项核验。",
        "The scene register ({count}) counts as declared; it was not checked line by line.",
    ),
    "verified_scenes_checked": Text(
        "场景登记表共 {count} 个场景，已核验 {checked} 个，其中 {different} 个与登记不同；未核验的按企业填报计入。",
        "Of {count} scenes in the register {checked} were checked and {different} found different; the others count as declared.",
    ),
    "verified_scenes_found": Text("AI 场景的核验", "AI scenes as found"),
    "verified_scene": Text("场景", "Scene"),
    "verified_absent": Text("现场没有这个场景", "There is no such scene"),
    "verified_unseen": Text("无法核验", "Could not be checked"),
    "verified_own_work": Text(
        "其中 {count} 题的答案当初由该机构代企业填写。",
        "{count} of the answers had been filled in by the provider itself on behalf of the enterprise.",
    ),
    "verified_limits": Text("局限：{limits}", "Limits: {limits}"),
    "verified_firm_says": Text("企业声明", "Statement of the firm"),
    "verified_hash": Text("核验声明指纹", "Fingerprint of the statement"),
    "verified_outcome_hash": Text("核验后结果指纹", "Fingerprint of the verified result"),
    "verified_result_hash": Text("所核验的自评结果指纹", "Fingerprint of the self-assessed result"),
    "self_declared_verified": Text(
        "等级和得分由企业自行填报；第三方核验后的结果见“核验结果”。",
        "Level and score are the firm's own; what a third party verified stands under “Verified result”.",
    ),
    "limit_verified": Text(
        "自评结果取决于填报是否属实；核验的范围和局限见“核验结果”。不替代 CMMM、DCMM 等标准的正式评估。",
        "The self-assessment depends on truthful answers; what was verified and within which limits stands under “Verified result”. It does not replace a formal assessment by CMMM, DCMM or the like.",
    ),
}
