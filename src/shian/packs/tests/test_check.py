"""What `packs check` refuses, each with the file and the line."""

import csv
from pathlib import Path

import pytest

from shian.packs.bad import BadPack, Spot
from shian.packs.check import check, checked
from shian.packs.loader import load
from shian.packs.tests.cn import CN, changed, copied, national
from shian.packs.words import CLOCKS

VISIT = "programmes/guarantee_visit.toml"
DAILY = "programmes/daily_record.toml"


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_that_the_house_asks_for_may_not_be_missing(tmp_path: Path, clock: str) -> None:
    folder = copied(tmp_path)
    changed(folder, "clocks.toml", f"[clock.{clock}]", f"[clock.{clock}_of_old]")
    assert f"clock.{clock} is missing" in " ".join(one.message for one in check(folder))


def test_a_law_from_before_a_clock_was_thought_of_stays_readable(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    file = folder / "enforcement.toml"
    before, _cut, after = file.read_text().partition("[clock.police_pass_on]")
    file.write_text(before + after[after.index("[clock.") :])
    law = load(folder)[0].pack.enforcement
    assert law is not None and "police_pass_on" not in law.clocks and "police_file" in law.clocks


FESTIVAL, PATROL = "programmes/spring_festival.toml", "programmes/grid_patrol.toml"
MISSPELT = [
    (
        "complaints.toml",
        "until = 2026-04-15",
        "until = 2026-04-14",
        "regime.order_20 ends on another day than the next begins",
    ),
    ("complaints.toml", "[regime.order_20.clock.mediate]", "[regime.order_20.clock.meditate]", "= 'meditate'"),
    ("complaints.toml", 'within = "45 working days"', 'within = "45 workdays"', "within = '45 workdays'"),
    ("complaints.toml", "{n}号", "号", "must name {year} and {n}"),
    (FESTIVAL, 'around = "spring_festival"', 'around = "spring_fest"', "when.around = 'spring_fest'"),
    (FESTIVAL, "opens_before = 22", "opens_before = -1", "when.opens_before = -1 is less than nothing"),
    (FESTIVAL, 'over = "guarantee_visit"', 'over = "guaranty"', "campaign.over = 'guaranty'"),
    (FESTIVAL, 'over = "guarantee_visit"', 'over = "gaokao"', "campaign.over = 'gaokao' is itself a campaign"),
    (FESTIVAL, "times = 2", "times = 1", "campaign.times says how many times"),
    (FESTIVAL, "times = 2", 'times = "two"', "campaign.times = 'two' is no number"),
    (FESTIVAL, 'by = "16:00"', 'by = "four"', "campaign.zero_report.by = 'four' is no hour"),
    (FESTIVAL, 'level = "township"', 'level = "town"', "campaign.zero_report.level = 'town'"),
    (FESTIVAL, 'holder = "supervising_officer"', 'holder = "duty"', "campaign.zero_report.holder = 'duty'"),
    (FESTIVAL, 'categories = ["04"', 'categories = ["bread"', "whom.rule.categories: 'bread' is no class of food"),
    (PATROL, "of_100 = 20", "of_100 = 200", "whom.sample.of_100 = 200 is no share"),
    (PATROL, 'zh = "', 'zh = "" # "', "zh is empty"),
    (FESTIVAL, "times = 2", "times = nan", "campaign.times = nan is no number"),
    (FESTIVAL, "times = 2", "times = inf", "campaign.times = inf is no number"),
    (FESTIVAL, 'categories = ["04"', 'categories = ["99"', "'99' is no class of food of categories.toml"),
    (FESTIVAL, "opens_before = 22", "opens_before = 340", "would not have closed before the next year's opens"),
    ("programmes/contractor_back_check.toml", 'after = "third', 'after = "fourth', "whom.after = 'fourth_party"),
    ("key_days.toml", 'lunar = "08-15"', 'lunar = "08-30"', "day.mid_autumn.lunar = '08-30' is no day of every year"),
    ("key_days.toml", 'solar = "06-07"', 'solar = "02-29"', "day.gaokao.solar = '02-29' is no day of every year"),
    ("key_days.toml", "lasts = 7", "lasts = 0", "day.national_day.lasts = 0"),
    ("letters/three_and_one.toml", "severity = 4", "severity = 5", "letter.listed_supervision.severity = 5"),
    ("sealed.toml", "k = 5", "k = 1", "statistics.k = 1 would publish a count of one person"),
    ("sealed.toml", "hours = 24", "hours = 0", "opening.hours = 0 would let nobody open"),
    ("sealed.toml", "permille = 50", "permille = 5000", "level.1.permille = 5000 is more than all of it"),
    (VISIT, 'trigger = "rhythm"', 'trigger = "rythm"', "when.trigger = 'rythm'"),
    (VISIT, 'every = "half_year"', 'every = "halfyear"', "when.frequency.every = 'halfyear'"),
    (VISIT, 'grades = ["C"]', 'grades = ["E"]', "when.frequency.grades = 'E'"),
    (VISIT, 'holder = "duty"', 'holder = "dutty"', "who.holder = 'dutty'"),
    (VISIT, 'subject = "business"', 'subject = "busines"', "whom.subject = 'busines'"),
    (VISIT, 'act = "inspect"', 'act = "inspekt"', "what.act = 'inspekt'"),
    (VISIT, '"video"]', '"vidio"]', "what.modes = 'vidio'"),
    (VISIT, 'use = "seller"', 'use = "sellers"', "what.checklist.use = 'sellers'"),
    (VISIT, 'sectors = ["caterer"]', 'sectors = ["cateror"]', "what.checklist.sectors = 'cateror'"),
    (VISIT, 'within = "3 working days"', 'within = "3 workdays"', "by_when.serious.within = '3 workdays'"),
    (VISIT, "[by_when.serious]", "[by_when.grave]", "by_when.grave = 'grave'"),
    (VISIT, 'by = "finder"', 'by = "findr"', "recheck.by = 'findr'"),
    (VISIT, 'act = "remind"', 'act = "nudge"', "ladder.act = 'nudge'"),
    (VISIT, 'to = "holder"', 'to = "owner"', "ladder.to = 'owner'"),
    (VISIT, 'letter = "reminder"', 'letter = "remainder"', "ladder.letter = 'remainder'"),
    (VISIT, 'after = "5 working days"', 'after = "five days"', "ladder.after = 'five days'"),
    (VISIT, 'on = "closed"', 'on = "close"', "and_then.on = 'close'"),
    (VISIT, 'do = "transfer"', 'do = "transfur"', "and_then.do = 'transfur'"),
    (DAILY, '"director", "principal"', '"directer", "principal"', "who.roles = 'directer'"),
    (DAILY, 'kinds = ["canteen"]', 'kinds = ["kanteen"]', "whom.rule.kinds = 'kanteen'"),
    (DAILY, 'forms = ["household"]', 'forms = ["houshold"]', "whom.rule.forms = 'houshold'"),
    (DAILY, 'source = "canteen_rules"', 'source = "canteen_rule"', "source 'canteen_rule' is not in sources.toml"),
    ("programmes/weekly_report.toml", 'rolls_up = "daily_record"', 'rolls_up = "dayly"', "what.rolls_up = 'dayly'"),
    ("sources.toml", 'confidence = "official"', 'confidence = "oficial"', "source.pingdingshan_2023.confidence"),
    ("roles.toml", 'clearance = "case"', 'clearance = "cases"', "role.office.clearance = 'cases'"),
    ("roles.toml", 'reach = "own"', 'reach = "owner"', "role.principal.reach = 'owner'"),
    ("tiers.toml", 'level = "township"', 'level = "town"', "layers.4.C.level = 'town'"),
    ("tiers.toml", 'role = "village_cadre"', 'role = "villager"', "layers.4.D.role = 'villager'"),
    ("tiers.toml", 'tier = "B"', 'tier = "b"', "layers.4.B.tier = 'b'"),
    ("grading.toml", 'size = "micro"', 'size = "tiny"', "size.size = 'tiny'"),
    ("grading.toml", 'industry = "retail"', 'industry = "shops"', "size.industry = 'shops'"),
    ("grading.toml", 'at_least = "A"', 'at_least = "AA"', "uplift.at_least = 'AA'"),
    ("appointments.toml", 'tags = ["school"]', 'tags = ["scool"]', "director.tags = 'scool'"),
    ("identity.toml", 'sector = "seller"', 'sector = "sells"', "kind.seller.sector = 'sells'"),
    ("identity.toml", 'numbers = ["uscc", "sc"]', 'numbers = ["uscc", "cs"]', "kind.producer.numbers = 'cs'"),
    ("identity.toml", 'check = "gb32100"', 'check = "gb3210"', "number.uscc.check = 'gb3210'"),
    ("indicators.toml", 'period = "quarter"', 'period = "season"', "indicator.coverage.period = 'season'"),
    ("clocks.toml", 'within = "7 working days"', 'within = "7 working dayz"', "clock.adjust_duty.within"),
    (
        "letters/others.toml",
        '"finding_rate", "rectification"]',
        '"finding_rate", "rectified"]',
        "notice.figures = 'rectified'",
    ),
    ("letters/others.toml", 'about = ["figures"]', 'about = ["none"]', "figures are told by a notice"),
    ("letters/others.toml", 'to = ["office", "township_cadre"]', 'to = ["mayor"]', "notice.to = 'mayor'"),
    ("letters/three_and_one.toml", 'reply = "15 working days"', 'reply = "soon"', "reply = 'soon'"),
    ("calendar/2026.toml", "2026-05-09", "2025-05-09", "2025-05-09 is no day of 2026"),
    ("pack.toml", "schema = 1", "schema = 2", "this house reads schema 1"),
    ("pack.toml", '"cn/"', '"china"', "jurisdiction = 'china' is no place path"),
    ("checklists/seller.csv", ",critical,", ",critcal,", "severity = 'critcal'"),
    ("checklists/seller.csv", ",on_fail,", ",onfail,", "photo = 'onfail'"),
    ("checklists/seller.csv", ",yes,", ",maybe,", "key = 'maybe'"),
    ("checklists/seller.csv", ",90,", ",ninety,", "valid_for = 'ninety'"),
    ("checklists/seller.csv", ",seller,", ",shop,", "applies = 'shop'"),
    ("checklists/seller.csv", "licence.displayed", "Licence", "code = 'Licence' is no question code"),
]


# Two answers that do not go together: told at the one that has to give way.
APART = [
    (PATROL, "of_100 = 20", 'of_100 = 20\nby = "grades"', "whom.sample.by = 'grades'"),
    (PATROL, "owes = true", "owes = false", "as it is, nobody owes it"),
    (PATROL, '[[what.checklist]]\nuse = "small_village"', "", "needs a [[what.checklist]]"),
    (PATROL, "times = 1", "times = 1\non_days = []", "when.frequency.on_days is empty"),
    (
        PATROL,
        'trigger = "rhythm"',
        'trigger = "window"\nopens = 2025-03-01\ncloses = 2025-04-01',
        "the window lies outside the time the programme is in force: from 2026-01-01",
    ),
    (FESTIVAL, "opens_before = 22", "opens = 2027-01-01", "when.around belongs to a window that has no when.opens"),
    (FESTIVAL, 'trigger = "window"', 'trigger = "order"', "when.around belongs to a window"),
    (PATROL, 'subject = "business"', 'subject = "grid"', "whom.sample and whom.after choose among businesses"),
    ("key_days.toml", 'lunar = "08-15"', 'month = "08-15"', "a key day is given by the moon or by the sun"),
    (
        DAILY,
        '"principal"]',
        '"principal"]\n[who.second]\nfrom = "department"\nassumed = true',
        "names a line if, and only if",
    ),
]


@pytest.mark.parametrize(("file", "right", "wrong", "sentence"), APART)
def test_answers_that_do_not_go_together_are_refused(
    tmp_path: Path, file: str, right: str, wrong: str, sentence: str
) -> None:
    folder = copied(tmp_path)
    changed(folder, file, right, wrong)
    assert sentence in " ".join(one.message for one in check(folder))


@pytest.mark.parametrize(("file", "right", "wrong", "sentence"), MISSPELT)
def test_a_misspelt_word_is_refused_where_it_stands(
    tmp_path: Path, file: str, right: str, wrong: str, sentence: str
) -> None:
    folder = copied(tmp_path)
    line = changed(folder, file, right, wrong)
    told = [problem.spot for problem in check(folder) if sentence in problem.message]
    assert told == [Spot(f"{folder}/{file}", line)]


def test_the_national_pack_and_its_overlay_are_right() -> None:
    assert check(CN) == []
    assert [loaded.pack.jurisdiction for loaded in load(CN)] == ["cn/", "cn/33/04/83/"]


def test_the_word_meant_is_offered(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, VISIT, 'holder = "duty"', 'holder = "grid_oficer"')
    with pytest.raises(BadPack, match=r"did you mean 'grid_officer'\?"):
        load(folder)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = changed(folder, VISIT, 'holder = "duty"', 'holder = "duty"\nhodler = "duty"')
    (problem,) = check(folder)
    assert (problem.spot.line, problem.message) == (line + 1, "unknown key who.hodler (did you mean 'holder'?)")


def test_broken_toml_says_its_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "loads.toml", "block = 30", "block = = 30")
    (problem,) = check(folder)
    assert problem.spot.file.endswith("loads.toml")
    assert problem.spot.line == 3


@pytest.mark.parametrize(
    ("file", "cited", "bare", "number"),
    [
        ("loads.toml", 'source = "house_design"', "", "warn = 15"),
        (
            "clocks.toml",
            'within = "15 working days"\nsource = "guangyuan_measures"',
            'within = "15 working days"',
            "within = 15 working days",
        ),
        (
            "grading.toml",
            'employees = 1000\nrevenue_wan = 40000\nsource = "size_statistics_2017"',
            "employees = 1000\nrevenue_wan = 40000",
            "employees = 1000",
        ),
        (
            VISIT,
            "times = 1\nfrom = 2023-01-01\nuntil = 2024-10-01"
            '\nsource = ["pingdingshan_2023", "yizhang_2023", "gaoyou_2023"]',
            "times = 1\nfrom = 2023-01-01\nuntil = 2024-10-01",
            "times = 1",
        ),
        (
            VISIT,
            'after = "1 working day"\nact = "remind"\nto = "holder"\nsource = "house_design"',
            'after = "1 working day"\nact = "remind"\nto = "holder"',
            "after = 1 working day",
        ),
    ],
)
def test_a_number_without_source_is_refused(tmp_path: Path, file: str, cited: str, bare: str, number: str) -> None:
    folder = copied(tmp_path)
    line = changed(folder, file, cited, bare)
    said = [problem for problem in check(folder) if "cites no source" in problem.message]
    assert any(number in problem.message for problem in said)
    assert min(problem.spot.line for problem in said) in range(line - 2, line + 2)
    with pytest.raises(BadPack, match="cites no source"):
        checked(folder)


def test_a_number_that_says_assumed_is_taken(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "loads.toml", 'source = "house_design"', "assumed = true")
    assert check(folder) == []
    assert load(folder)[0].pack.loads.cite.assumed


def test_a_question_without_source_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "checklists/daily_caterer.csv", ",daily_form,", ",,")
    (problem,) = check(folder)
    assert (problem.spot.line, problem.message) == (2, "morning.check cites no source")


def test_what_rests_on_memory_or_inference_is_assumed() -> None:
    pack = national().pack
    assert pack.checklists["caterer"].items[0].cite.assumed
    assert not pack.checklists["daily_caterer"].items[0].cite.assumed
    assert pack.loads.cite.assumed
    assert not pack.clocks["report_status"].cite.assumed
    assert pack.tiers["3"]["A"].cite.assumed
    assert not pack.tiers["4"]["A"].cite.assumed


def test_a_code_twice_in_one_checklist_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = changed(folder, "checklists/seller.csv", "rules.established", "licence.displayed")
    (problem,) = check(folder)
    assert problem.spot.line == line
    assert "licence.displayed" in problem.message


def test_one_code_is_one_question_everywhere(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "checklists/village_seller.csv", "无虚假宣传", "没有虚假广告")
    (problem,) = check(folder)
    assert "one code is one question" in problem.message


def test_a_file_nobody_reads_is_a_misspelt_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "loads.toml").rename(folder / "load.toml")
    assert [problem.message for problem in check(folder)] == [
        "belongs to no part of a pack: is its name or folder misspelt?",
        "is missing",
    ]


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        (
            "identity.toml",
            '\n[tag.chef]\nzh = "家宴厨师"\nen = "Chef"\nsource = "house_design"\n',
            "unknown key tag.chef.source",
        ),
        ("roles.toml", '\n[role.chef]\nzh = "家宴厨师"\nen = "Chef"\nverbs = ["cook"]\n', "role.chef"),
    ],
)
def test_one_bad_line_is_told_once_and_not_by_everybody_who_uses_the_file(
    tmp_path: Path, file: str, text: str, sentence: str
) -> None:
    folder = copied(tmp_path)
    with (folder / file).open("a", encoding="utf-8") as law:
        law.write(text)
    (problem,) = check(folder)
    assert sentence in problem.message and problem.spot.file.endswith(file)


def test_a_story_that_no_longer_holds_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, VISIT, 'within = "3 working days"', 'within = "4 working days"')
    (problem,) = check(folder)
    assert "国庆前两天查出的较重问题" in problem.message
    assert "2026-10-10" in problem.message


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ('from = "department"\n', "names a line if, and only if"),
        ('from = "business_post"\ndepartment = "education"\n', "names a line if, and only if"),
        ('from = "department"\ndepartment = "eduction"\n', "who.second.department = 'eduction'"),
        ('from = "somebody"\n', "who.second.from = 'somebody'"),
    ],
)
def test_a_second_person_is_of_the_business_or_of_a_named_line(tmp_path: Path, second: str, sentence: str) -> None:
    folder = copied(tmp_path)
    changed(folder, DAILY, "[whom]", f"[who.second]\n{second}assumed = true\n\n[whom]")
    assert [sentence in problem.message for problem in check(folder)] == [True]


def test_excel_is_read_as_meant(tmp_path: Path) -> None:
    """A byte-order mark, `sep=;`, semicolons, blank rows, trailing cells, 90.0, and GB18030 instead of UTF-8."""
    folder = copied(tmp_path)
    path = folder / "checklists/seller.csv"
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    excel = ["sep=;", *(";".join(row).replace(";90;", ";90.0;") + ";;" for row in rows), ";;;;", ""]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(excel).encode())
    other = folder / "checklists/daily_caterer.csv"
    other.write_bytes(other.read_text(encoding="utf-8").encode("gb18030"))
    assert check(folder) == []
    assert load(folder)[0].pack.checklists == national().pack.checklists


@pytest.mark.parametrize("wrong", ["3", "{a = 1}", '[1, "order_60"]', '[["order_60"]]', "2026-01-01"])
@pytest.mark.parametrize("file", ["loads.toml", "calendar/2024.toml"])
def test_a_source_that_is_no_word_is_refused_with_its_line(tmp_path: Path, file: str, wrong: str) -> None:
    folder = copied(tmp_path)
    lines = (folder / file).read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("source = "))
    lines[at] = f"source = {wrong}"
    (folder / file).write_text("\n".join(lines))
    found = check(folder)
    assert any(one.spot.line == at + 1 and "is no id of a source" in one.message for one in found), found


def test_what_comes_back_to_itself_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "programmes/weekly_report.toml", 'rolls_up = "daily_record"', 'rolls_up = "monthly_minutes"')
    changed(
        folder,
        "programmes/third_party_monitoring.toml",
        "[[whom.rule]]",
        'after = "contractor_back_check"\n[[whom.rule]]',
    )
    changed(folder, "letters/three_and_one.toml", 'extension = "30', 'escalates_to = "reminder"\nextension = "30')
    told = {one.message for one in check(folder)}
    assert {
        "what.rolls_up = 'weekly_report' comes back to monthly_minutes itself",
        "what.rolls_up = 'monthly_minutes' comes back to weekly_report itself",
        "whom.after = 'third_party_monitoring' comes back to contractor_back_check itself",
        "whom.after = 'contractor_back_check' comes back to third_party_monitoring itself",
        "letter.reminder.escalates_to = 'rectification_notice' comes back to reminder itself",
        "letter.listed_supervision.escalates_to = 'reminder' comes back to listed_supervision itself",
    } <= told


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("巡查", "write small letters"),
        ("a" * 51, "50 at most"),
        ("gaokao_zero", "is how the reports of gaokao are called"),
    ],
)
def test_a_key_that_cannot_be_one_is_refused(tmp_path: Path, key: str, sentence: str) -> None:
    folder = copied(tmp_path)
    said = (folder / "programmes" / "village_light.toml").read_text(encoding="utf-8")
    (folder / "programmes" / f"{key}.toml").write_text(said.replace('"village_light"', f'"{key}"', 1), encoding="utf-8")
    (problem,) = check(folder)
    assert sentence in problem.message and problem.spot.line == 2
