"""A form as an office writes it in a spreadsheet: a condition on a group, a number with its unit, a day, choices that follow
one another, several at once, words of its own; and how to publish it through the office's own pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shian.checklists.tests.forms import xlsx

ZH, EN = "label::中文 (zh)", "label::English (en)"
OWN = (
    "spring.cold",
    "spring.temp",
    "spring.cold_ok",
    "spring.town",
    "spring.village",
    "spring.seen_on",
    "spring.pests",
    "spring.fly",
)
_HEAD = [
    "type",
    "name",
    ZH,
    EN,
    "required",
    "relevant",
    "constraint",
    "constraint_message::中文 (zh)",
    "choice_filter",
    "severity",
    "unit",
]
_ROWS = [
    ["select_one yes_no", "spring.cold", "有没有冷库？", "Is there a cold store?", "yes"],
    ["begin_group", "cold", "冷库", "Cold store", "", "${spring.cold} = 'yes'"],
    ["decimal", "spring.temp", "冷库温度", "Temperature", "yes", "", ". >= -40 and . <= 30", "温度应在 -40 到 30 之间", "", "", "℃"],
    ["select_one verdict", "spring.cold_ok", "冷库温度符合要求", "The cold store is cold enough", "yes", "", "", "", "", "serious"],
    ["end_group", "cold"],
    ["select_one town", "spring.town", "货从哪个镇来", "Which town"],
    ["select_one village", "spring.village", "哪个村", "Which village", "", "${spring.town} != ''", "", "", "town = ${spring.town}"],
    ["date", "spring.seen_on", "上次消杀是哪天", "Last disinfected on", "yes", "", ". <= today()", "日期还没有到"],
    ["select_multiple pests", "spring.pests", "见到了什么虫害", "Which pests", "yes"],
    ["note", "spring.thanks", "问完这一题就好了", "One more question"],
    ["select_one verdict", "spring.fly", "灭蝇灯在工作", "The fly killer works", "yes"],
]  # fmt: skip
_CHOICES = [
    ["list_name", "name", ZH, EN, "verdict", "town"],
    ["yes_no", "yes", "有", "Yes"], ["yes_no", "no", "没有", "No"],
    ["verdict", "good", "好的", "Good", "conform"], ["verdict", "bad", "不行", "Bad", "fail"],
    ["town", "a", "甲镇", "A"], ["town", "b", "乙镇", "B"],
    ["village", "a1", "甲一村", "A1", "", "a"], ["village", "b1", "乙一村", "B1", "", "b"],
    ["pests", "none", "没有", "None", "conform"], ["pests", "mice", "老鼠", "Mice", "fail"], ["pests", "roach", "蟑螂", "Cockroaches", "fail"],
]  # fmt: skip


def spreadsheet() -> bytes:
    settings = [["form_title", "form_id", "version"], ["春节检查", "spring_check", "2026-1"]]
    return xlsx(survey=[_HEAD, *_ROWS], choices=_CHOICES, settings=settings)


def published(office: Client, on: str) -> str:
    """Brought in and published by the office's own pages; the address of the version that came of it."""
    draft = office.post("/checklists/new", {"file": SimpleUploadedFile("春节检查.xlsx", spreadsheet())})["Location"]
    made = office.post(draft, {"on": on, "act": "publish"})
    assert made.status_code == 302, made.content.decode()
    return str(made["Location"])
