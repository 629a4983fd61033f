"""What the columns of an office's table are called, and which of ours each one is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shian.registry.rules.characters import key_of


class Target(StrEnum):
    """What a file brings."""

    BUSINESSES = "businesses"
    CADRES = "cadres"
    BINDINGS = "bindings"


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


# The platform keeps four fields of each responsible person (two-responsibilities 1.10).
_FIELDS_OF_A_PERSON = (
    ("name", "姓名", ("", "名字", "姓名")),
    ("title", "职务", ("职务",)),
    ("identity", "身份证号", ("身份证号", "身份证号码", "身份证", "证件号码")),
    ("phone", "手机号", ("手机号", "手机", "电话", "联系电话", "手机号码", "联系方式")),
)
_PERSONS = (
    ("principal", ("负责人", "主要负责人", "企业负责人")),
    ("director", ("食品安全总监", "安全总监", "总监")),
    ("officer", ("食品安全员", "安全员", "食品安全管理员")),
)
_PERSON_COLUMNS = tuple(
    Column(f"{who}_{key}", f"{names[0]}{field}", tuple(name + tail for name in names for tail in tails))
    for who, names in _PERSONS
    for key, field, tails in _FIELDS_OF_A_PERSON
)

_TOWN = Column(
    "town",
    "镇（街道）",
    (
        "镇街",
        "乡镇",
        "街道",
        "所属镇街",
        "所属乡镇",
        "乡镇街道",
        "镇街道",
        "所在镇街道",
        "所在镇街",
        "所在乡镇",
        "所在镇",
        "所在街道",
        "属地镇街",
    ),
)
_VILLAGE = Column(
    "village",
    "村（社区）",
    ("村", "社区", "村社区", "所属村社区", "所在村社区", "所在村", "所在社区", "行政村", "村居"),
)

BUSINESS_COLUMNS = (
    Column("name", "主体名称", ("企业名称", "单位名称", "食品经营者名称", "经营者名称", "店名", "名称", "市场主体名称", "字号名称"), required=True),
    Column("uscc", "统一社会信用代码", ("信用代码", "社会信用代码", "执照号", "营业执照号", "营业执照号码", "统一代码", "注册号", "统一社会信用代码注册号")),
    Column("kind", "主体类别", ("类别", "主体业态", "业态", "主体类型", "经营类别", "企业类型"), required=True),
    Column("grade", "主体级别", ("包保等级", "包保级别", "分级", "主体等级", "包保分级")),
    Column("risk_grade", "风险等级", ("食品安全风险等级", "风险级别", "风险分级")),
    Column("status", "主体状态", ("登记状态", "经营状态", "状态", "营业状态", "企业状态")),
    Column("legal_person", "法定代表人", ("法人", "法人代表", "经营者", "法定代表人姓名")),
    Column("phone", "主体电话", ("联系电话", "电话", "单位电话", "联系方式", "手机号码", "手机")),
    Column("url", "主体网址", ("网址", "网店网址")),
    Column("staff", "从业人数", ("从业人员数", "人数", "员工数", "职工人数", "从业人员")),
    Column("revenue", "营业收入（万元）", ("营业收入", "年营业收入", "年营业额", "营业收入万元", "营收万元")),
    Column("area", "经营面积（平方米）", ("经营面积", "面积", "使用面积", "面积平方米")),
    Column("seats", "餐位数", ("座位数", "就餐座位数", "餐座数")),
    Column("diners", "每餐就餐人数", ("用餐人数", "供餐人数", "就餐人数", "日均就餐人数")),
    *_PERSON_COLUMNS,
    _TOWN,
    _VILLAGE,
    Column("address", "详细地址", ("经营场所", "经营地址", "地址", "住所", "经营场所住所", "住所经营场所", "经营场所地址")),
    Column("licence", "许可证编号", ("许可证号", "备案编号", "许可证备案登记编号", "许可备案编号", "登记证号", "食品经营许可证号", "许可证号码", "证号")),
    Column("licence_status", "许可证状态", ("许可状态", "登记备案许可证状态", "证照状态")),
    Column("licence_until", "许可证有效期至", ("有效期至", "有效期限", "许可证有效期", "到期日期", "有效期")),
    Column("founded", "成立日期", ("注册日期", "登记日期", "开业日期", "核准日期")),
)  # fmt: skip
CADRE_COLUMNS = (
    Column("name", "姓名", ("干部姓名", "包保干部", "包保干部姓名", "名字"), required=True),
    Column("phone", "手机号", ("手机号码", "手机", "联系电话", "电话", "联系方式"), required=True),
    Column("organisation", "工作单位", ("单位", "所在单位", "单位名称", "部门"), required=True),
    Column("title", "职务", ("现任职务", "岗位", "职务名称")),
    Column("tier", "包保层级", ("层级", "干部层级", "级别", "包保级别", "包保等级"), required=True),
    Column("identity", "身份证号", ("身份证", "身份证号码", "证件号码")),
    _TOWN,
    _VILLAGE,
    Column("since", "任职日期", ("到岗日期", "任职时间", "包保开始日期")),
)
BINDING_COLUMNS = (
    Column("business_name", "主体名称", ("包保主体", "包保主体名称", "企业名称", "单位名称", "店名", "名称")),
    Column("uscc", "统一社会信用代码", ("信用代码", "执照号", "社会信用代码", "营业执照号")),
    Column("licence", "许可证编号", ("许可证号", "备案编号", "证号")),
    Column("cadre_name", "包保干部", ("包保干部姓名", "干部姓名", "姓名", "责任人"), required=True),
    Column(
        "cadre_phone",
        "干部手机号",
        ("手机号", "联系电话", "手机", "电话", "手机号码", "干部电话", "包保干部电话", "包保干部手机号"),
    ),
    Column("grade", "主体级别", ("包保等级", "包保级别")),
    Column("since", "包保开始日期", ("生效日期", "开始日期", "生效日")),
)
COLUMNS: Mapping[Target, tuple[Column, ...]] = {
    Target.BUSINESSES: BUSINESS_COLUMNS,
    Target.CADRES: CADRE_COLUMNS,
    Target.BINDINGS: BINDING_COLUMNS,
}
_UNITS = ("必填", "选填", "年月日", "万元", "人", "平方米", "㎡")


def _variants(header: str) -> tuple[str, ...]:
    """The header as typed, then without a required-star or a unit in brackets."""
    whole = key_of(header)
    bare = whole
    for unit in _UNITS:
        bare = bare.removesuffix(unit)
    return (whole, bare)


def _names(target: Target) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in COLUMNS[target]:
        for name in (column.label, column.key, *column.synonyms):
            found.setdefault(key_of(name), column.key)
    return found


def recognise(target: Target, header: str) -> str:
    """Our key for one header, or nothing."""
    return _recognised(header, _names(target))


def _recognised(header: str, names: Mapping[str, str]) -> str:
    return next((names[variant] for variant in _variants(header) if variant in names), "")


def propose(target: Target, headers: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Which column of the file is which of ours; what an office settled once goes before any guess."""
    names = {**_names(target), **(remembered or {})}
    proposal: dict[int, str] = {}
    for place, header in enumerate(headers):
        key = _recognised(header, names)
        if key and key not in proposal.values():
            proposal[place] = key
    return proposal


def missing(target: Target, mapping: Mapping[int, str]) -> tuple[Column, ...]:
    """Required columns that the file does not have."""
    return tuple(column for column in COLUMNS[target] if column.required and column.key not in mapping.values())


def label(target: Target, key: str) -> str:
    return next((column.label for column in COLUMNS[target] if column.key == key), key)


def settled(headers: Sequence[str], mapping: Mapping[int, str]) -> dict[str, str]:
    """The form in which a mapping is remembered: header words, not places, since next month's file has one column more."""
    return {key_of(header): mapping.get(place, "") for place, header in enumerate(headers) if key_of(header)}
