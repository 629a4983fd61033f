"""The headings under which the law's lists put their questions, in the reader's language; an office's own stand as it wrote them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

MODULES = frozenset({
    _("抓好常态化防控"), _("完善安全管理体系"), _("强化应急处置"), _("无"), _("有"), _("加工"), _("加强宣传和培训"), _("信息公示"), _("原料"),
    _("贮存"), _("餐饮具"), _("生产环境条件"), _("满意度"), _("从业人员"), _("原料用水"), _("验收"), _("加工制作过程"), _("备餐"),
    _("标签和说明书"), _("温度控制及记录"), _("生产过程控制"), _("进货查验"), _("饭菜"), _("本周排查"), _("场所"), _("食品安全自查"),
    _("贮存及交付控制"), _("产品检验"), _("信息记录和追溯"), _("总体概述"), _("过期及不合格处置"), _("卫生"), _("学生"),
    _("场所和设备设施清洁维护"), _("餐饮具清洗消毒"), _("自律"), _("摸排"), _("禁止性规定执行"), _("进口食品销售"), _("特殊食品"),
    _("高风险品种"), _("执行情况"), _("问题整改"), _("下月计划"), _("不合格食品管理和召回"), _("从业人员管理"), _("资质"), _("场所环境卫生"),
    _("标签说明书"), _("经营过程控制"), _("禁止性规定"), _("食用农产品"), _("公示"), _("回头看"), _("整改情况"), _("本周评价"), _("留样"),
    _("联合检查"), _("设备"), _("调查"), _("责任"),
})  # fmt: skip


def module_words(module: str) -> str:
    """A heading as the reader says it."""
    return gettext(module) if module in MODULES else module
