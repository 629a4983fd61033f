"""A shell as the entrance would fill it."""

from shian.doors.ui.shapes.parts import Crumb, Flash, Holder, Link, Shell

OFFICE = Holder("食安办 平台管理员", "沈佳慧")
CADRE = Holder("梧桐街道 包保干部", "陆建平")
OFFICER = Holder("食品安全员", "王秀英")

_RAIL = (
    ("工作台", "desk", "worklist"),
    ("督导", "visit", "completion"),
    ("问题", "problem", "findings"),
    ("主体", "subject", "dossier"),
    ("数据", "data", "rows"),
    ("设置", "settings", "chores"),
)
_TABS = (("今天", "today", "today"), ("我管的", "list", "charges"), ("我的", "person", "me"))
_UNDER = {
    "finding": "findings",
    "import-upload": "chores",
    "import-mapping": "chores",
    "import-result": "chores",
    "import-progress": "chores",
    "import-done": "chores",
    "binding": "chores",
    "plan": "chores",
    "people": "chores",
    "post": "chores",
    "rest-days": "chores",
    "law": "chores",
    "ledger": "chores",
}
_PHONE = {"today", "charges", "me", "visit-start", "visit", "outcome", "outcome-confirm", "receipt"}


def shell_for(name: str, here: str) -> Shell:
    under = _UNDER.get(name, name)
    holder = CADRE if name in _PHONE else OFFICER if name.startswith("shop") else None if name == "login" else OFFICE
    return Shell(
        holder=holder,
        rail=tuple(
            Link(
                word,
                f"/ui/gallery/{page}",
                icon,
                current=page == under,
                count=37 if page == "findings" else None,
                tone="late",
            )
            for word, icon, page in _RAIL
        ),
        tabs=()
        if name.startswith("shop")
        else tuple(
            Link(word, f"/ui/gallery/{page}", icon, current=page == name, count=2 if page == "today" else None)
            for word, icon, page in _TABS
        ),
        trail=(Crumb("浙江省", "#"), Crumb("嘉兴市", "#"), Crumb("桐乡市", "#"), Crumb("梧桐街道", "#")),
        home="/ui/gallery",
        search_action="/ui/gallery",
        language_action="/i18n/set",
        languages=(Link("中文", "zh-hans", current=True), Link("EN", "en")),
        menu=(Link("我的岗位", "#", "person"), Link("修改密码", "#", "lock")),
        logout_action="/ui/gallery",
        help_href="/ui/gallery/help",
        flashes=(Flash("已把 42 户交给 7 名包保干部。", "done", "#"),) if name == "binding" else (),
        demo=True,
        here=here,
    )
