"""What the columns of an office's table are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """What a file brings."""

    BUSINESSES = "businesses"
    CADRES = "cadres"
    BINDINGS = "bindings"


@dataclass(frozen=True, slots=True)
class Column:
    """`weak` names speak only where no other header of the file is this column by its own name."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    required: bool = False


def _all(heads: str, *tails: str) -> tuple[str, ...]:
    """Every head with every tail; a head alone where no tail is told."""
    return tuple(head + tail for head in heads.split() for tail in tails or ("",))


_IDENTITY = ("身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号", "证件号码", "证件号")
_PHONE = (
    "手机号",
    "手机",
    "电话",
    "联系电话",
    "手机号码",
    "联系方式",
    "电话号码",
    "移动电话",
    "联系手机",
    "联系号码",
    "联系人电话",
)


def _person(prefix: str, label: str, *others: str) -> tuple[Column, ...]:
    """The platform keeps four fields of each responsible person (two-responsibilities 1.10)."""
    names = " ".join((label, *others))
    return (
        Column(f"{prefix}_name", f"{label}姓名", _all(names, "", "名字", "姓名")),
        Column(f"{prefix}_title", f"{label}职务", _all(names, "职务", "职位")),
        Column(f"{prefix}_identity", f"{label}身份证号", _all(names, *_IDENTITY)),
        Column(f"{prefix}_phone", f"{label}手机号", _all(names, *_PHONE)),
    )


_TOWNS = "镇街 乡镇 街道 镇 乡 街镇 镇街道 乡街道 乡镇街道 镇乡街道 乡镇街 街道乡镇 街道镇 镇办 乡镇办事处 乡镇街道办"
_TOWN = Column(
    "town",
    "镇（街道）",
    (
        *_all(_TOWNS),
        *_all("所属 所在 属地 辖区 经营场所所在", *_TOWNS.split()),
        *_all(_TOWNS, "名称"),
        "团场",
        "所属团场",
        "乡镇街道团场",
        "团镇",
    ),
    weak=("属地", "辖区", "所属辖区", "所属区域", "区域"),
)
_VILLAGES = "村 社区 村社区 行政村 村居 村社 社区村 居委会 村委会 村居委会 村居社区 社区居委会 行政村社区 连队"
_VILLAGE = Column(
    "village", "村（社区）", (*_all(_VILLAGES), *_all("所属 所在 属地", *_VILLAGES.split()), *_all(_VILLAGES, "名称"))
)
_OWNERS = "法定代表人 法人 法人代表 法定代表 经营者 业主 店主 投资人"
_PLACES = "地址 地点 场所 场所地址 场所住所"
_NAMES_OF_A_BUSINESS = (
    "主体 企业 单位 食品经营者 食品生产者 生产经营者 食品生产经营者 食品生产经营主体 食品经营主体 经营者 经营主体 市场主体 经营单位 字号 商户 商家"
    " 店铺 门店 店 公司 个体工商户 个体户 摊位 学校"
)
_BOUND = "被包保主体 被包保企业 包保企业 包保单位 包保对象 被包保单位 被包保对象 责任主体"
_GRADES = (
    "包保等级 包保级别 包保分级 主体等级 主体分级 主体包保等级 主体分级等级 食品安全包保等级 分级等级 分层分级等级 分级情况"
    " 企业等级 企业级别 ABCD等级 等级 级别 分级"
)
_LICENCES = (
    "许可证 食品经营许可证 食品生产许可证 食品许可证 生产许可证 经营许可证 备案 许可证备案登记 许可备案 登记证 登记证备案 许可证备案 备案登记 食品经营许可"
    " 食品经营许可备案 食品生产经营许可证 小作坊登记证 小餐饮登记证 摊贩登记卡 登记卡 备案卡 许可证书"
)
_NUMBER = ("编号", "号", "号码", "证号")
_CREDIT = "统一社会信用代码 信用代码 社会信用代码 统一代码 统一信用代码 社会统一信用代码 统一社会信用 统一社会代码"
_CREDIT_CODES = (
    *_all(_CREDIT),
    *_all(_CREDIT, "号", "证号", "号码", "注册号", "身份证号", "身份证号码", "证"),
    *_all("执照 营业执照 工商执照", "号", "号码", "编号", "注册号"),
    "注册号",
    "营业执照统一社会信用代码",
    "社会信用代码营业执照号",
    "工商注册号",
)

BUSINESS_COLUMNS = (
    Column(
        "name",
        "主体名称",
        (
            *_all(_NAMES_OF_A_BUSINESS, "名称"),
            "企业名",
            "店名",
            "名称",
            "包保主体名称",
            "招牌名称",
            "企业全称",
            "单位全称",
        ),
        weak=("主体", "企业", "单位", "商户", "包保主体", "市场主体", *_all(_BOUND), *_all(_BOUND, "名称"), "招牌"),
        required=True,
    ),
    Column("uscc", "统一社会信用代码", _CREDIT_CODES),
    Column(
        "kind",
        "主体类别",
        (
            *_all("主体 经营 企业 单位 经营主体 业态 行业 食品经营", "类别", "类型", "业态", "分类"),
            *_all("食品", "类型", "业态"),
            "类别",
            "业态",
        ),
        weak=("食品分类", "类型", "行业", "分类", "经营形式", "经营方式", "环节", "主体性质"),
        required=True,
    ),
    Column("grade", "主体级别", _all(_GRADES), weak=("包保层级", "包保类别")),
    Column(
        "risk_grade",
        "风险等级",
        (*_all("食品安全风险 风险 风险分级", "等级", "级别", "分级", "结果", "评定等级"), "风险分级等级"),
    ),
    Column(
        "status",
        "主体状态",
        (
            *_all("登记 经营 营业 企业 主体 存续 经营主体 目前 当前 主体经营 主体登记", "状态", "情况", "现状"),
            "状态",
            "是否营业",
            "是否正常经营",
        ),
    ),
    Column(
        "legal_person", "法定代表人", (*_all(_OWNERS), *_all(_OWNERS, "姓名", "名字"), "法定代表人负责人", "法人负责人")
    ),
    Column("legal_identity", "法定代表人身份证号", _all(_OWNERS, *_IDENTITY), weak=_IDENTITY),
    Column(
        "phone",
        "主体电话",
        (*_PHONE, *_all("单位 企业 主体 店铺 座机", *_PHONE), "座机", "固定电话"),
        weak=_all(_OWNERS, *_PHONE),
    ),
    Column("url", "主体网址", ("网址", "网店网址", "店铺网址", "网站")),
    Column("staff", "从业人数", ("从业人员数", "人数", "员工数", "职工人数", "从业人员", "员工人数", "从业人员人数")),
    Column(
        "revenue",
        "营业收入（万元）",
        ("营业收入", "年营业收入", "年营业额", "营业收入万元", "营收万元", "年销售额", "营业额"),
    ),
    Column(
        "area",
        "经营面积（平方米）",
        ("经营面积", "面积", "使用面积", "面积平方米", "经营场所面积", "营业面积", "建筑面积"),
    ),
    Column("seats", "餐位数", ("座位数", "就餐座位数", "餐座数", "座位")),
    Column(
        "diners", "每餐就餐人数", ("用餐人数", "供餐人数", "就餐人数", "日均就餐人数", "每餐用餐人数", "每餐供餐人数")
    ),
    *_person("principal", "负责人", "主要负责人", "企业负责人", "单位负责人", "店长"),
    *_person("director", "食品安全总监", "安全总监", "食安总监", "总监"),
    *_person("officer", "食品安全员", "安全员", "食品安全管理员", "食品安全管理人员", "食安员"),
    _TOWN,
    _VILLAGE,
    Column(
        "address",
        "详细地址",
        (
            *_all("经营 生产 生产经营 注册 实际经营 营业 单位 企业 门店 店铺 主体 所在 具体", *_PLACES.split()),
            "地址",
            "住所",
            "住所经营场所",
            "店址",
            "经营详细地址",
            "详细住址",
            "经营场所详细地址",
            "门牌",
            "门牌号",
            "坐落",
        ),
    ),
    Column(
        "licence",
        "许可证编号",
        (
            *_all(_LICENCES, *_NUMBER),
            "证号",
            "许可证号备案号",
            "许可证编号备案编号",
            *_all("SC JY SCJY", "编号", "号", "证号", "证编号"),
        ),
        weak=("许可证", "食品经营许可证", "食品生产许可证", "证书编号", "证照编号", "证照号"),
    ),
    Column(
        "categories",
        "食品类别",
        (
            *_all("产品 经营产品 生产产品 许可产品 许可食品", "类别", "类型", "品种", "类别名称", "分类"),
            *_all("经营 许可 许可经营 食品经营 生产经营", "项目", "项目名称"),
            "许可品种",
            "食品类别名称",
        ),
    ),
    Column("licence_status", "许可证状态", ("许可状态", "登记备案许可证状态", "证照状态", "许可证件状态")),
    Column(
        "licence_until",
        "许可证有效期至",
        (
            *_all(
                "许可证 许可 证照 食品经营许可证 食品生产许可证 证件 证书",
                "有效期",
                "有效期至",
                "有效期限",
                "有效期止",
                "到期日",
                "到期日期",
                "到期时间",
                "截止日期",
                "有效日期",
            ),
            *_all(
                "有效期至 有效期限 有效期 有效期止 有效截止日期 有效期截止 有效日期至 有效日期 到期日 到期日期 到期时间 截止日期 有效期截止日期 有效期到期日"
            ),
        ),
    ),
    Column("founded", "成立日期", (*_all("注册 登记 开业 成立 核准 设立", "日期", "时间", "日"), "成立年月")),
    Column("remark", "备注", ("说明", "备注说明", "其他说明", "情况说明")),
)
_CADRES = "干部 包保干部 包保人 包保责任人 包保领导 责任人 责任领导 责任干部 包保人员 包联干部 联系领导"
CADRE_COLUMNS = (
    Column(
        "name",
        "姓名",
        (*_all(_CADRES, "", "姓名"), "名字", "人员姓名", "领导姓名"),
        weak=("人员", "领导"),
        required=True,
    ),
    Column("phone", "手机号", (*_PHONE, *_all(_CADRES, *_PHONE)), required=True),
    Column(
        "organisation",
        "工作单位",
        (
            "单位",
            "所在单位",
            "单位名称",
            "部门",
            "单位部门",
            "所属单位",
            "工作部门",
            "任职单位",
            "单位全称",
            "所在部门",
            "所属部门",
            "工作单位名称",
        ),
    ),
    Column(
        "title",
        "职务",
        ("现任职务", "岗位", "职务名称", "职位", "担任职务", "行政职务", "职务岗位", "党政职务", "职务职级"),
    ),
    Column(
        "tier",
        "包保层级",
        (
            *_all("包保 干部 包保干部 责任 所属 人员", "层级", "级别", "等级"),
            "层级",
            "级别",
            "干部类别",
            "包保干部类别",
            "包保级",
            "层级级别",
        ),
        required=True,
    ),
    Column("identity", "身份证号", (*_IDENTITY, *_all(_CADRES, *_IDENTITY))),
    _TOWN,
    _VILLAGE,
    Column(
        "since",
        "任职日期",
        (*_all("任职 到岗 上任 包保 任职开始 任职起始 包保开始 包保起始 起始 开始", "日期", "时间"),),
    ),
)
BINDING_COLUMNS = (
    Column(
        "business_name",
        "主体名称",
        (
            *_all(_NAMES_OF_A_BUSINESS, "名称"),
            *_all(_BOUND),
            *_all(_BOUND, "名称"),
            "包保主体",
            "包保主体名称",
            "店名",
            "名称",
            "企业全称",
        ),
        weak=("主体", "企业", "单位", "商户", "市场主体"),
    ),
    Column("uscc", "统一社会信用代码", _CREDIT_CODES),
    Column(
        "licence",
        "许可证编号",
        (*_all(_LICENCES, *_NUMBER), "证号", "许可证号备案号"),
        weak=("许可证", "食品经营许可证", "食品生产许可证", "证书编号"),
    ),
    Column("cadre_name", "包保干部", (*_all(_CADRES, "", "姓名"), "姓名"), required=True),
    Column("cadre_phone", "干部手机号", (*_all(_CADRES, *_PHONE), *_PHONE)),
    Column("grade", "主体级别", _all(_GRADES)),
    Column(
        "since",
        "包保开始日期",
        ("生效日期", "生效日", "生效时间", *_all("包保 包保起始 包保开始 起始 开始", "日期", "时间")),
    ),
)
COLUMNS: Mapping[Target, tuple[Column, ...]] = {
    Target.BUSINESSES: BUSINESS_COLUMNS,
    Target.CADRES: CADRE_COLUMNS,
    Target.BINDINGS: BINDING_COLUMNS,
}


def missing(target: Target, mapping: Mapping[int, str]) -> tuple[Column, ...]:
    """Required columns that the file does not have."""
    return tuple(column for column in COLUMNS[target] if column.required and column.key not in mapping.values())


def label(target: Target, key: str) -> str:
    return next((column.label for column in COLUMNS[target] if column.key == key), key)
