import datetime

from readiness.scenes import Production, Scene, count_production, in_production, missing_for_production
from tests.readiness.conftest import TODAY, live_scene


def test_a_scene_counts_only_with_month_owner_and_frequency():
    complete = live_scene("PM")
    assert in_production(complete, TODAY)
    for missing in ({"start_month": None}, {"owner": ""}, {"frequency": ""}):
        scene = live_scene("PM", **missing)
        assert not in_production(scene, TODAY)
        assert len(missing_for_production(scene, TODAY)) == 1


def test_a_scene_that_starts_next_month_is_not_in_production_yet():
    assert not in_production(live_scene("PM", start_month=datetime.date(2026, 12, 1)), TODAY)
    assert in_production(live_scene("PM", start_month=datetime.date(2026, 11, 1)), TODAY)


def test_pilots_and_ideas_do_not_count():
    assert count_production([Scene("PM", "试点", "pilot"), Scene("PM", "想法", "idea")], TODAY) == Production(0, 0, 0)


def test_scenes_stages_and_proven_benefit_are_counted():
    scenes = [
        live_scene("PM", benefit="漏检率从 1.2% 降到 0.4%", evidence="质检日报"),
        live_scene("PM", benefit="说是好了"),
        live_scene("MS"),
    ]
    assert count_production(scenes, TODAY) == Production(3, 2, 1)
