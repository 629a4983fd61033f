"""Calls for clues of the cast's county: one open on the fast track, one open for the year, one that ended."""

from datetime import timedelta

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.kernel.wall import worn
from shian.reception import actions
from shian.reception.actions import NewCall


def play_calls(site: Site) -> int:
    """How many were opened."""
    place, day = site.ground.county, timedelta(days=1)
    calls = (
        (NewCall(place, "黑外卖线索征集", "没有实体店、没有证、地址是假的外卖店，在哪里、卖什么，拍一张小票就行。",
                 site.today - 10 * day, site.today + 20 * day, ("no_licence", "delivery"), fast_track=True), 10),
        (NewCall(place, "坑老保健品讲座线索征集", "送鸡蛋、开讲座、说能治病的，请告诉我们时间和地点。",
                 site.today - 40 * day, site.today + 150 * day, ("false_ad",)), 40),
        (NewCall(place, "开学季校园周边食品征集", "学校门口的无名小零食、无证小餐桌。",
                 site.today - 80 * day, site.today - 5 * day, ("canteen",)), 80),
    )  # fmt: skip
    with worn(site.office):
        made = [actions.open_call(new, by=site.office, now=at_hour(site.today - ago * day, 9)) for new, ago in calls]
        actions.end_call(
            made[-1], reason="征集期满，线索已逐条核查", by=site.office, now=at_hour(site.today - 5 * day, 17)
        )
    return len(made)
