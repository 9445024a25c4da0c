"""The words of imports: kinds of lists, their columns as people call them, hints below each."""

from django.db.models import TextChoices


class ListKind(TextChoices):
    """What can be imported."""

    UNITS = "units", "单位"
    PEOPLE = "people", "人员"
    TASKS = "tasks", "月度清单"
    OUTCOMES = "outcomes", "完成情况"
    DIVISIONS = "divisions", "行政区划"


class UnitColumn(TextChoices):
    """The columns of a list of units."""

    CODE = "code", "单位编码"
    NAME = "name", "单位名称"
    SHORT_NAME = "short_name", "简称"
    SUPERIOR = "superior", "上级编码"
    KIND = "kind", "类别"
    PEER_CLASS = "peer_class", "考核分组"
    POSITION = "position", "建制顺序"
    FOUNDED_ON = "founded_on", "成立日期"
    HOSTS = "hosts", "驻在单位编码"
    IS_LARGER = "is_larger", "规模较大"


class PersonColumn(TextChoices):
    """The columns of a list of people."""

    NUMBER = "number", "人员编号"
    NAME = "name", "姓名"
    SEX = "sex", "性别"
    BORN_ON = "born_on", "出生年月"
    POLITICAL_STATUS = "political_status", "政治面貌"
    EDUCATION = "education", "学历"
    SPECIALITY = "speciality", "所学专业"
    WORKS_SINCE = "works_since", "参加工作时间"
    IN_DISCIPLINE_SINCE = "in_discipline_since", "从事纪检工作时间"
    UNIT = "unit", "单位编码"
    POST = "post", "岗位"
    IS_DEDICATED = "is_dedicated", "是否专职"
    FROM_ON = "from_on", "任职时间"
    IS_SUPERVISOR = "is_supervisor", "监察官"
    ROLES = "roles", "角色"


class TaskColumn(TextChoices):
    """The columns of a monthly list."""

    MONTH = "month", "月份"
    OFFICE = "office", "下达室编码"
    TITLE = "title", "任务名称"
    REQUIREMENT = "requirement", "任务要求"
    SCOPE = "scope", "接收范围"
    DUE_ON = "due_on", "截止日期"
    WEIGHT = "weight", "权重"
    PROOF = "proof", "证明方式"
    MINUTES = "minutes", "预计用时"
    IS_KEY = "is_key", "关键任务"


class OutcomeColumn(TextChoices):
    """The columns of a list of outcomes."""

    MONTH = "month", "月份"
    TITLE = "title", "任务名称"
    UNIT = "unit", "单位编码"
    DONE_ON = "done_on", "完成日期"
    TIMES_RETURNED = "times_returned", "退回次数"
    IS_EXEMPT = "is_exempt", "免除"
    REASON = "reason", "免除理由"
    IS_EVIDENCE_MISSING = "is_evidence_missing", "缺材料"
    IS_FALSIFIED = "is_falsified", "弄虚作假"


class DivisionColumn(TextChoices):
    """The columns of the official list of villages and communities."""

    COUNTY_CODE = "county_code", "县码"
    COUNTY = "county", "县(区)"
    TOWN_CODE = "town_code", "乡码"
    TOWN = "town", "乡(镇街)"
    TOWN_KIND = "town_kind", "乡级类型"
    CODE = "code", "村码"
    NAME = "name", "村(社区)全称"
    KIND = "kind", "村级类型"
    SHORT_NAME = "short_name", "简称"


class StreetColumn(TextChoices):
    """The columns of the short list of townships and streets, as its publisher names them."""

    CODE = "code", "code"
    NAME = "name", "name"
    COUNTY_CODE = "county_code", "areaCode"


class Hint(TextChoices):
    """What to write in a column."""

    SEVERAL_CODES = "several_codes", "多个用分号隔开"
    DAY = "day", "如 2026-10-08"
    DAY_OR_MONTH = "day_or_month", "如 2020-03 或 2020-03-15"
    MONTH = "month", "如 2026-10"
    YES_NO = "yes_no", "是 / 否"
    PEER_CLASS = "peer_class", "不填同类别; 不参加考核填“不考核”"
    SCOPE = "scope", "单位编码 (分号隔开)、考核分组名称或“全部”"
    WEIGHT = "weight", "1 至 3, 不填为 1"
    PROOF = "proof", "材料 / 记录 / 自动:指标代码>=达标值 (不写达标值按指标默认)"
    MINUTES = "minutes", "分钟, 不填为 30"
    NOT_DONE = "not_done", "不填为未完成"
    ROLES = "roles", "多个用分号隔开; 不填则不变"


class ImportProblem(TextChoices):
    """What is wrong in a cell of these lists."""

    PROOF = "proof", "“{said}”不是证明方式, 请填 材料、记录 或 自动:指标代码>=达标值"
    MEASURE = "measure", "没有指标“{code}”; 可用的指标: {known}"
    PROVES_NOTHING = "proves_nothing", "指标“{code}”只供参考, 不能证明任务完成; 可用的指标: {known}"
    NO_GOAL = "no_goal", "指标“{code}”没有默认达标值, 请写明, 如 自动:{code}>=1"
    WRONG_SIGN = "wrong_sign", "指标“{code}”({title}) 的达标方向写反了, 越多越好的写 >=, 越少越好的写 <="
    NOT_DIVISIONS = (
        "not_divisions",
        "不是行政区划名单; 应有列 县码、县(区)、乡码、乡(镇街)、村码、村(社区)全称, 或 code、name、areaCode",
    )
    BAD_DIVISION = "bad_division", "“{said}”不是区划编码, 请填 {digits} 位数字"
    NOT_BELOW = "not_below", "编码“{said}”不属于上级“{above}”, 请核对"
    REPEATED = "repeated", "与第 {row} 行重复, 请只保留一行"
    EMPTY_NAME = "empty_name", "必填, 请填写“{name}”"
    SCOPE_ACTOR = "scope_actor", "您的角色不能导入该类名单"


class ExportWord(TextChoices):
    """What stands above an exported list and in its extra columns."""

    EXPORTED = "exported", "{label} · 导出时间 {at} · 操作人 {by} · 共 {rows} 行"
    PERIOD = "period", "期间"
    SCORE = "score", "得分"
    RANK = "rank", "名次"
    BOTTOM = "bottom", "末三位"
    UNSCORED = "unscored", "未计分"
    NOT_RANKED = "not_ranked", "不排名"
    CODE = "code", "记分项"
    POINTS = "points", "分值"
    CAUSE = "cause", "依据"
    REASON = "reason", "问题"
    SCORES = "scores", "得分"
    RANKING = "ranking", "排名"


COMMISSION_NAME = "{county}纪委监委"
TOWNSHIP_BODY = "{town}纪委"
STREET_BODY = "{town}纪工委"
STREET_KIND = "街道"
COMMUNITY_WORDS = ("居委会", "居民委员会", "社区")
SEX_WORDS = {"男": "m", "女": "f", "男性": "m", "女性": "f", "m": "m", "f": "f"}
MEASURE_MARK = "自动"
OTHER_NAMES = {
    "code": ("单位代码", "单位编号", "机构编码"),
    "number": ("工号", "工作证号", "人员代码"),
    "superior": ("上级单位编码", "上级单位代码"),
    "kind": ("单位类别", "单位类型"),
    "founded_on": ("成立时间",),
    "born_on": ("出生日期",),
    "from_on": ("任职日期", "任现职时间"),
    "post": ("岗位名称", "职务"),
    "office": ("下达科室编码", "下达单位编码"),
    "due_on": ("完成时限", "截止时间"),
    "done_on": ("完成时间",),
    "minutes": ("预计用时(分钟)",),
    "hosts": ("驻在单位",),
    "unit": ("单位代码", "单位编号", "所在单位编码", "任职单位编码"),
}

EXAMPLE_FILE = "{label}模板.xlsx"
PROBLEM_FILE = "{label}问题行.xlsx"


class Said(TextChoices):
    """What the wizard says once something was done."""

    IMPORTED = "imported", "已导入: 新增 {created} 行, 更新 {updated} 行, 没有变化 {unchanged} 行"
    UNDONE = "undone", "已撤销导入"
