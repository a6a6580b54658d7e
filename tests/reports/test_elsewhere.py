"""The provisional level of the ministry, as it was frozen, on the result."""

import pytest

from readiness.loading.crosswalk import published_crosswalk
from reports.elsewhere import read_elsewhere
from reports.reading import Reading

GIST = {
    "framework": "miit-sme-2024@2024",
    "low": "none",
    "high": "M2",
    "score_low": "18.000000",
    "score_high": "47.500000",
    "target": "M1",
    "points_missing": "2.000000",
    "items": [{"code": "S07", "low": "G0", "high": "G1", "wanted": "G1"}],
}


@pytest.fixture
def reading():
    crosswalk = published_crosswalk("ai-manufacturing@2026.1", "miit-sme-2024@2024")

    def read(language, **changes):
        gist = GIST | {"digest": crosswalk.theirs.digest} | changes
        data = {"framework_digest": crosswalk.ours.digest, "elsewhere": gist}
        return Reading(data, crosswalk.ours, language)

    return read


def test_the_range_and_the_scenes_are_told_in_both_languages(reading):
    chinese, english = (read_elsewhere(reading(language)) for language in ("zh-hans", "en"))
    assert chinese.lines[0] == "工信部评测初步判断：无等级至二级（按已答题目推算，不是评测结果）。"
    assert chinese.items == ("质量管理：现在未达一级–一级，要达到一级",)
    assert english.items == ("Quality: below level 1–level 1 now, level 1 wanted",)


def test_what_was_frozen_with_other_files_is_left_out(reading):
    assert read_elsewhere(reading("en", digest="0" * 64)) is None
