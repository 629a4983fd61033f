"""Help in few words, for the work that whoever asks really has."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.doors.ui.shapes.parts import Link
from shian.doors.ui.shapes.plain import HelpPage, HelpTopic
from shian.kernel.actor import Actor

Topics = tuple[tuple[Promise, Promise], ...]

EVERYBODY: Topics = (
    (
        _lazy("数字是怎么来的？"),
        _lazy("点数字就能看到它数的是哪些行；数字旁的问号写着怎么算。没算进去的也写明，点开能看到是哪些。"),
    ),
    (
        _lazy("“假定”是什么意思？"),
        _lazy("这个数还没有找到正式出处，先按假定执行。点“依据”能看到条文；没有条文的就是假定。"),
    ),
    (_lazy("忘了密码怎么办？"), _lazy("请本单位管账号的人重发一次性密码，登录后马上换成自己的。")),
)
OFFICE: Topics = (
    (
        _lazy("新的一季从哪里开始？"),
        _lazy("在“内务”里：先导入名册，再分配包保，再排计划。每一步都先给您看结果，看好了才办，办完可以整批撤销。"),
    ),
    (
        _lazy("今天先看什么？"),
        _lazy(
            "“待办”上面的几个数：辖区逾期、空缺岗位；“人员岗位”上面的：没人包保的主体。点开就是名单，从拖得最久的办起。"
        ),
    ),
    (
        _lazy("干部调走了怎么办？"),
        _lazy("打开他的岗位，点“交接给别人”。任务和问题跟着岗位走，不用一件一件改。"),
    ),
    (
        _lazy("办错了能撤销吗？"),
        _lazy("成批的分配和导入可以整批撤销；单个问题可以写明原因撤回。每一步都记在“台账”里。"),
    ),
)
CADRE: Topics = (
    (
        _lazy("今天先办什么？"),
        _lazy("打开“今天”，从“逾期了”开始，一件一件往下办。每张卡片上的按钮就是下一步。"),
    ),
    (
        _lazy("到了门口，怎么督导？"),
        _lazy("点“开始”，一项一项点：符合、不符合、不适用。只有不符合的才要拍照。最后看一眼，请负责人签名，交上去。"),
    ),
    (
        _lazy("关着门、找不到、不让查？"),
        _lazy("点“查不了？”，选一个原因再确认就行。这一次不算您没完成，监管所会去核实。"),
    ),
    (
        _lazy("没有网络怎么办？"),
        _lazy("照常填，草稿和照片存在手机里。有网后打开那一家，再点一次“交上去”。"),
    ),
    (
        _lazy("问题退回来了怎么办？"),
        _lazy("打开这个问题，看退回的原因，再次督促或移交监管所。"),
    ),
    (_lazy("交错了能改吗？"), _lazy("能。打开那一次的记录，点“更正”，写明原因。原来那一份会留着。")),
    (_lazy("字太小？"), _lazy("在“我的”里点“大字模式”。")),
)
STATION: Topics = (
    (
        _lazy("移交来的问题怎么办？"),
        _lazy("先认领，再处置，办完销号；不归您管的写明原因退回。查出问题的干部看得到结果。"),
    ),
    (
        _lazy("关门、搬走的主体怎么核实？"),
        _lazy("“待办”里有“核实主体状态”，点开写下核实的结果。到期没写，系统会往上报。"),
    ),
)
SHOP: Topics = (
    (
        _lazy("每天要做什么？"),
        _lazy("打开“记录”，每项点一下，约两分钟。有问题的写一句、拍一张；都没问题就点“零风险”确认。"),
    ),
    (
        _lazy("漏了一天怎么办？"),
        _lazy("点上面那一天补记。系统会注明是哪天补的，不会替您填。"),
    ),
    (
        _lazy("休息、放假要记吗？"),
        _lazy("不用。在“更多”里登记休息日，那几天就不用交。提前开门了，点“照常营业”。"),
    ),
    (
        _lazy("查出的问题怎么销？"),
        _lazy("整改好了，在“问题”里点开它，拍一张改好后的照片交上去，由别人来复查。"),
    ),
    (_lazy("记错了能改吗？"), _lazy("能。在“更多”的“以前的记录”里打开那一天，点“更正”，写明原因。")),
)
READER: Topics = (
    (
        _lazy("我能看什么？"),
        _lazy("您辖区里的主体、问题和完成情况。您的岗位只能看，不能改。"),
    ),
)
KEYS: tuple[tuple[str, Promise], ...] = (
    ("/", _lazy("搜索主体")),
    ("?", _lazy("打开帮助")),
    ("1 – 7", _lazy("左边第几项")),
    ("j  k", _lazy("下一行、上一行")),
    ("Enter", _lazy("打开这一行")),
    ("Esc", _lazy("关掉菜单")),
)


def help_page(viewer: Actor) -> HelpPage:
    topics = (*_own(viewer), *EVERYBODY)
    return HelpPage(
        _("帮助"),
        _("常问的几件事"),
        tuple(HelpTopic(str(question), str(answer)) for question, answer in topics),
        keys=tuple((key, str(words)) for key, words in KEYS) if viewer.posts else (),
        home=Link(_("回到今天要办的事"), reverse("home")),
    )


def _own(viewer: Actor) -> Topics:
    """By what they may do, not by what they are called."""
    if viewer.businesses and not viewer.posts:
        return SHOP
    kinds = (("plan", OFFICE), ("claim", STATION), ("hand_in", CADRE))
    return next((topics for verb, topics in kinds if any(viewer.granted(verb))), READER)
