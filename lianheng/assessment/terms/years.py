"""The words of the year score: states, items, grades, what two persons document."""

from django.db.models import TextChoices


class YearState(TextChoices):
    """How far a year has come."""

    OPEN = "open", "进行中"
    PREPARED = "prepared", "已核算"
    PUBLISHED = "published", "已公布"


class YearMove(TextChoices):
    """What is done with a year."""

    PREPARE = "prepare", "核算"
    PUBLISH = "publish", "公布"


class YearItemKind(TextChoices):
    """How an item of the year earns its points."""

    MONTHS = "months", "月度均分"
    TARGET = "target", "达标计分"
    PER_CASE = "per_case", "按次扣分"
    EVALUATION = "evaluation", "测评计分"
    BONUS = "bonus", "加分"


class YearPart(TextChoices):
    """The parts of the year score in the default scheme."""

    MONTHLY = "monthly", "月度清单"
    DUTIES = "duties", "五大方面责任清单"
    SUPERVISION = "supervision", "日常监督"
    EVALUATION = "evaluation", "测评"
    BONUS = "bonus", "加分"


class YearItemName(TextChoices):
    """The items of the year score in the default scheme."""

    MONTHLY = "monthly", "月度得分均值"
    COORDINATION = "coordination", "组织协调"
    SYSTEMS = "systems", "制度落实"
    INSPECTION = "inspection", "监督检查"
    PETITIONS = "petitions", "信访与执纪"
    TEAM = "team", "教育与队伍"
    ON_TIME = "on_time", "任务按时完成"
    COMMITMENTS = "commitments", "谈话承诺落实"
    EVALUATION = "evaluation", "民主测评"


class NotApplicable(TextChoices):
    """Why an item of the year is left out for a unit; it is never counted as nought."""

    NO_MONTHS = "no_months", "本年没有计分月份"
    UNKNOWN_MEASURE = "unknown_measure", "指标尚未建立"
    NO_DATA = "no_data", "该单位本年没有这项数据"
    NO_ROUND = "no_round", "本年没有对该单位的测评"
    TOO_FEW_BALLOTS = "too_few_ballots", "有效测评票不足五张"
    NOT_COUNTERSIGNED = "not_countersigned", "数量指标未经两人确认"


class YearExplanation(TextChoices):
    """The sentence that an item of the year says about itself; filled with its facts."""

    MONTHS = "months", "{count} 个计分月份均分 {value}, 按 {most} 分折算"
    TARGET = "target", "指标值 {value}, 目标 {target}"
    PER_CASE = "per_case", "{value} 次, 每次扣 {per_case} 分, 最低 {floor} 分"
    EVALUATION = "evaluation", "测评得分 {value}, 按 {most} 分折算"
    BONUS = "bonus", "经两人确认: {answer}"
    DECLINED = "declined", "不予认定: {answer}"
    CORRECTION = "correction", "更正第 {item} 号计分项: {reason}"


class Grade(TextChoices):
    """The grade of a unit's year."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    FAILED = "failed", "不合格"


class DocumentedKind(TextChoices):
    """What two persons document about a unit's year: a bonus, or a ground of the negative list."""

    BONUS = "bonus", "加分"
    LEAKED_IDENTITY = "leaked_identity", "泄露举报人信息"
    LEAKED_CASE = "leaked_case", "泄露案情"
    TALK_ACCIDENT = "talk_accident", "失职造成谈话安全事故"
    UNAPPROVED_DIVISION = "unapproved_division", "未经批准调整分工"
    HIDDEN_INCIDENT = "hidden_incident", "隐瞒突发情况"


class DocumentedState(TextChoices):
    """How far a documented item has come."""

    PROPOSED = "proposed", "待复核"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "不予认定"


class DocumentedMove(TextChoices):
    """How a documented item is decided by a second person."""

    CONFIRM = "confirm", "确认"
    DECLINE = "decline", "不予认定"
