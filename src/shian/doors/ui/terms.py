"""The code words of the rooms as the screen says them; the glossary gives both with their clauses."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.clued import CLUE_ACTS, CLUE_FACTS, CLUE_VERBS
from shian.doors.ui.drawn_twice import DRAWN_TWICE
from shian.doors.ui.handled import HANDLED, ON_COMPLAINTS
from shian.doors.ui.limits_said import limit_words as limit_words
from shian.doors.ui.overseen import OVERSEEN
from shian.doors.ui.prosecuted import CASE_FACTS, CASE_VERBS, OWED_ON_CASES
from shian.doors.ui.published import PUBLIC_VERBS
from shian.doors.ui.sealing import REWARDING, SEALING
from shian.doors.ui.shapes.parts import Badge, Option, Tone
from shian.doors.ui.together import ACTED_TOGETHER
from shian.loop.states import ASSISTANCE, FINDING

Words = Mapping[str, Promise]

ACTS: Words = {
    "inspect": _("督导"),
    "self_check": _("日管控"),
    "roll_up": _("周排查、月调度"),
    "report": _("每日零报告"),
    "closing_report": _("专项总结"),
    "rectify": _("整改"),
    "recheck": _("复查"),
    "claim": _("认领移交的问题"),
    "handle": _("处置移交的问题"),
    "look_back": _("回头看"),
    "report_status": _("核实主体状态"),
    "adjust_duty": _("调整包保"),
    "publish_result": _("公开检查结果"),
    "decide_case": _("决定是否立案"),
    "assist": _("帮扶"),
    "answer_letter": _("回复来函"),
    "keep_promise": _("兑现约谈时的承诺"),
    "answer_problem": _("督查问题整改"),
    "check_object": _("联合行动检查"),
    "answer_notice": _("反馈抄告"),
    "publish_checks": _("公开双随机抽查"),
    "attend_sealed": _("有一件到期事项"),
    **CLUE_ACTS,
    **OWED_ON_CASES,
    **ON_COMPLAINTS,
}
ANSWERS: Words = {
    "conform": _("没问题"),
    "fail": _("有问题"),
    "not_applicable": _("不适用"),
    "not_checked": _("没检查"),
}
FINDING_STATES: Words = {word: told for word, told in FINDING.words.items() if word in FINDING.all}
FINDING_TONES: Mapping[str, Tone] = {
    "closed": "done",
    "struck_off": "done",
    "again": "late",
    "returned": "late",
    "withdrawn": "",
}
MOVES: Words = {
    **{word: told for word, told in FINDING.words.items() if word in FINDING.moves},
    "publish": _("公示"),
    "notify_department": _("抄告"),
}
STAGES: Words = {
    "inspect": _("排查"),
    "rectify": _("整改"),
    "publish": _("公示"),
    "notify": _("抄告"),
    "handle": _("查处"),
    "feedback": _("反馈"),
}
ASSISTANCE_STATES: Words = {word: told for word, told in ASSISTANCE.words.items() if word in ASSISTANCE.all}
WORKED: Words = {"yes": _("帮上了"), "partly": _("帮上一部分"), "no": _("没帮上")}
SEVERITIES: Words = {"general": _("一般"), "serious": _("较重"), "critical": _("严重")}
DISPOSITIONS: Words = {"fix_on_site": _("当场整改"), "fix_by": _("限期整改"), "push_to_station": _("移交监管所")}
TASK_STATES: Words = {"open": _("未完成"), "done": _("已完成"), "excluded": _("不计入"), "withdrawn": _("已撤回")}
PARTS: Words = {"done": _("已完成"), "excluded": _("不计入"), "overdue": _("逾期"), "open": _("未到期")}
PART_TONES: Mapping[str, Tone] = {"done": "done", "overdue": "late", "excluded": "soon", "open": ""}
OUTCOMES: Words = {
    "done": _("已办"),
    "shut": _("关门"),
    "moved": _("已搬走"),
    "not_found": _("找不到"),
    "refused": _("拒绝检查"),
    "closed_for_good": _("已停业"),
    "held": _("站得住"),
    "reopened": _("重新打开"),
}
MODES: Words = {"on_site": _("现场"), "group": _("集中"), "report": _("书面"), "video": _("视频")}
TIERS: Words = {"city": _("市级"), "county": _("县级"), "township": _("乡级"), "village": _("村级")}
LEVELS: Words = {
    "province": _("省"),
    "city": _("市"),
    "county": _("县（市、区）"),
    "township": _("乡镇（街道）"),
    "village": _("村（社区）"),
    "grid": _("网格"),
    "zone": _("管理区"),
}
RUNGS: Words = {
    "remind": _("提醒"),
    "inform": _("报告上级"),
    "reassign": _("改派"),
    "letter": _("发函"),
    "refer": _("移交监管所"),
}
# The same as it is said to whoever hears it.
RUNGS_SAID: Words = {
    "remind": _("提醒您：这件事逾期了"),
    "inform": _("向您报告：下面有件事逾期了"),
    "reassign": _("改派给您办"),
    "relieved": _("已改派给您的上级，您不用再办"),
    "letter": _("逾期太久，应发函督促"),
    "refer": _("移交监管所"),
}
MOMENTS: Words = {
    "found": _("发现时"),
    "passed": _("合格时"),
    "closed": _("销号时"),
    "lapsed": _("逾期未办时"),
    "repeated": _("再犯时"),
}
CONSEQUENCES: Words = {
    "case": _("立案"),
    "letter": _("发函"),
    "credit": _("记入信用"),
    "publish": _("公示"),
    "notify_department": _("抄告"),
    "transfer": _("移送"),
    "feedback": _("反馈给发现人"),
    "sample": _("抽检"),
    "merit": _("表扬"),
}
RUNG_TO: Words = {
    "holder": _("给承办人"),
    "superior": _("给上级"),
    "office": _("给食安办"),
    "supervising_officer": _("给监管所"),
    "principal": _("给企业主要负责人"),
}
# What the ledger calls a deed. A verb that is not here is shown as it is written there.
VERBS: Words = {
    "hand_in": _("交了一份记录"),
    "bind": _("分配了包保"),
    "unbind": _("解除了包保"),
    "undo_bind": _("撤销了一次分配"),
    "plan": _("排了计划"),
    "exclude": _("登记不计入"),
    "report_fix": _("报告已整改"),
    "enter_fix": _("代录了整改"),
    "recheck": _("复查"),
    "push_to_station": _("移交监管所"),
    "claim": _("认领"),
    "handle": _("开始处置"),
    "order": _("责令改正"),
    "strike_off": _("销号"),
    "return_finding": _("退回"),
    "urge": _("督促"),
    "withdraw": _("撤回"),
    "tick": _("到期处理"),
    "ask_help": _("请人帮忙"),
    "give_help": _("帮扶"),
    "acknowledge": _("看到了上报的事"),
    "publish_checklist": _("发布了检查表"),
    "withdraw_checklist": _("停用了检查表"),
    "publish": _("公示了结果"),
    "notify_department": _("抄告了其他部门"),
    "lapse": _("登记漏报"),
    "record_business": _("登记主体"),
    "report_discovery": _("登记新发现"),
    "judge_discovery": _("核实新发现"),
    "record_status": _("改主体状态"),
    "record_categories": _("登记食品类别"),
    "move_business": _("迁移主体"),
    "place_premises": _("记下位置"),
    "settle_in": _("迁移后交接"),
    "set_grade": _("定等级"),
    "appoint": _("任命"),
    "dismiss": _("免去"),
    "declare_rest": _("登记休息日"),
    "import_register": _("导入名册"),
    "undo_import": _("撤销导入"),
    "export": _("导出名单"),
    "open_post": _("设立岗位"),
    "close_post": _("撤销岗位"),
    "seat": _("安排任职"),
    "unseat": _("结束任职"),
    "handover": _("交接岗位"),
    "hand_on": _("交出本人岗位"),
    "take_over": _("代为交接"),
    "register_person": _("登记人员"),
    "create_account": _("开通账号"),
    "change_password": _("改密码"),
    "choose_language": _("选语言"),
    "keep_evidence": _("上传了文件"),
    "load_release": _("载入法规包"),
    "generate_commitment": _("生成承诺书"),
    "sign_commitment": _("签承诺书"),
    "upload_commitment": _("上传承诺书"),
    "report_status": _("核实了状态"),
    "grant": _("另外授权"),
    "revoke": _("收回授权"),
    "change_place": _("变更区划"),
    "rename": _("改名"),
    "owe": _("登记应做的事"),
    "issue_token": _("发了接口令牌"),
    "revoke_token": _("收回接口令牌"),
    "found": _("初始化"),
    "build_demo": _("搭建演示"),
    "reassign": _("改派"),
    "withdraw_rest": _("取消休息日"),
    "withdraw_token": _("收回接口令牌"),
    "dispatch_inspection": _("派人检查"),
    "cancel_inspection": _("取消检查"),
    "confirm_result": _("确认检查结果"),
    "refused_inspection": _("登记拒绝检查"),
    "publish_result": _("公开检查结果"),
    "decide_on_case": _("决定是否立案"),
    "assess_risk": _("风险分级"),
    "draft_letter": _("起草函件"),
    "approve_letter": _("审批函件"),
    "issue_letter": _("印发函件"),
    "answer_letter": _("签收、回复函件"),
    "assess_letter": _("认定回复"),
    "reopen": _("重新打开了问题"),
    "draft_draw": _("拟了抽取名单"),
    "commit_draw": _("封存了抽取名单"),
    "run_draw": _("抽取"),
    "publish_draw": _("公布了抽取结果"),
    "cancel_draw": _("作废了一次抽取"),
    **OVERSEEN,
    **CLUE_VERBS,
    **SEALING,
    **PUBLIC_VERBS,
    **ACTED_TOGETHER,
    **DRAWN_TWICE,
    **CASE_VERBS,
    **HANDLED,
}
# What is owed on the page where a business is changed.
CHANGES = frozenset({"report_status", "adjust_duty"})
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
# The house itself at work, by the names under which it signs.
SYSTEMS: Words = {
    "clock": _("系统（到期处理）"),
    "planner": _("系统（排计划）"),
    "importer": _("系统（导入）"),
    "founder": _("系统（初始化）"),
}
SUBJECTS: Words = {
    "loop.task": _("任务"),
    "loop.finding": _("问题"),
    "loop.duty": _("包保关系"),
    "loop.bulkbatch": _("一批办理"),
    "loop.assistance": _("帮扶"),
    "loop.climb": _("一次逾期上报"),
    "loop.commitment": _("承诺书"),
    "registry.business": _("主体"),
    "registry.importbatch": _("导入"),
    "registry.importmapping": _("列的对应"),
    "registry.appointment": _("企业人员"),
    "people.post": _("岗位"),
    "people.tenure": _("任职"),
    "people.person": _("人员"),
    "people.organisation": _("单位"),
    "people.role": _("角色"),
    "people.postgrant": _("授权"),
    "checklists.sheet": _("记录"),
    "evidence.evidence": _("文件"),
    "packs.release": _("法规包"),
    "territory.place": _("地方"),
    "territory.adjustment": _("区划变更"),
    "people.installation": _("本系统"),
    "people.account": _("账号"),
    "people.accesstoken": _("接口令牌"),
    "registry.rest": _("休息日"),
    "registry.licence": _("证照"),
    "registry.graderecord": _("等级"),
    "registry.standing": _("主体状态"),
    "letters.letter": _("函件"),
    "draws.draw": _("抽取"),
}
# What a deed notes beside itself, in the ledger.
NOTES: Words = {
    "programme": _("工作"),
    "outcome": _("结果"),
    "checked": _("查了几项"),
    "failed": _("不符合几项"),
    "period": _("时段"),
    "count": _("件数"),
    "reason": _("原因"),
    "note": _("说明"),
    "role": _("角色"),
    "on": _("日期"),
    "name": _("名称"),
    "grade": _("等级"),
    "state": _("状态"),
    "move": _("去向"),
    "rung": _("第几级"),
    "scale": _("规模"),
    "world": _("演示地"),
    "rows": _("行数"),
    "kind": _("类别"),
    "new": _("新增"),
    "kept": _("原有"),
    "title": _("名称"),
    "version": _("版本"),
    "status": _("状态"),
    "from": _("从"),
    "until": _("到"),
    "start": _("从"),
    "day": _("日期"),
    "language": _("语言"),
    "mark": _("文号"),
    "about": _("说的是谁"),
    "promises": _("承诺几件"),
    "nth": _("第几次"),
    "frame_hash": _("名单指纹"),
    "commitment": _("种子指纹"),
    "seed": _("种子"),
    "word": _("现场报的话"),
    "purpose": _("用途"),
}
# Facts on which a rule rests, as `Because` names them.
FACTS: Words = {
    "from": _("起算日"),
    "limit": _("时限"),
    **CLUE_FACTS,
    "grade": _("等级"),
    "kind": _("类别"),
    "form": _("主体性质"),
    "on": _("日期"),
    "rule": _("规则"),
    "layers": _("层级"),
    "settled_on": _("登记日"),
    "period_end": _("期末"),
    "days_left": _("离期末天数"),
    "window": _("临近天数"),
    "size": _("规模"),
    "employees": _("从业人数"),
    "revenue": _("营业收入（万元）"),
    "industry": _("行业"),
    "名册": _("名册"),
    "主体类别": _("主体类别"),
    "规模": _("规模"),
    "每餐人数": _("每餐人数"),
    "从业人数": _("从业人数"),
    "营业收入（万元）": _("营业收入（万元）"),
    "面积（平方米）": _("面积（平方米）"),
    "餐位": _("餐位"),
    "承包经营": _("承包经营"),
    **CASE_FACTS,
    **REWARDING,
}
# What such a fact says, where it is a code word of ours or a plain word.
FACT_WORDS: Words = {
    "未填": _("未填"),
    "是": _("是"),
    "large": _("大型"),
    "medium": _("中型"),
    "small": _("小型"),
    "micro": _("微型"),
    "extra_large": _("特大型"),
    "household": _("个体工商户"),
    "enterprise": _("企业"),
    "institution": _("事业单位"),
    "cooperative": _("合作社"),
    "farmer": _("农户"),
    "none": _("没有登记"),
    "general": _("一般"),
    "serious": _("较重"),
    "critical": _("严重"),
}
CLAUSES: Words = {"名册所列": _("名册所列")}


def said(words: Words, code: str) -> str:
    """The word for a code; a code nobody gave a word to is shown as it is."""
    return str(words[code]) if code in words else code


def options(words: Words, chosen: str, *, every: str = "") -> tuple[Option, ...]:
    """The words as a choice, with 全部 before them where everything may be chosen."""
    first = (Option("", every, chosen=not chosen),) if every else ()
    return first + tuple(Option(code, str(word), chosen=code == chosen) for code, word in words.items())


def finding_badge(state: str) -> Badge:
    """The state of a finding as a word with its tone; whatever is still open and not failed is amber."""
    return Badge(said(FINDING_STATES, state), FINDING_TONES.get(state, "soon"))
