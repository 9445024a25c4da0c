"""The words of the monthly list: states, moves, proofs, events, and why something is refused."""

from django.db.models import TextChoices


class TaskState(TextChoices):
    """A task as its office sees it."""

    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已下达"
    WITHDRAWN = "withdrawn", "已撤回"


class TaskMove(TextChoices):
    """What an office does with a task."""

    ISSUE = "issue", "下达"
    WITHDRAW = "withdraw", "撤回"


class UnitTaskState(TextChoices):
    """A task as one unit works on it."""

    ISSUED = "issued", "待完成"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已通过"
    EXEMPTED = "exempted", "已免除"
    LAPSED = "lapsed", "未完成"
    WITHDRAWN = "withdrawn", "已撤回"


class UnitTaskMove(TextChoices):
    """What happens to a unit's task."""

    SUBMIT = "submit", "提交"
    RETURN = "return", "退回"
    ACCEPT = "accept", "通过"
    PROVE = "prove", "依据记录办结"
    EXEMPT = "exempt", "免除"
    LAPSE = "lapse", "逾月未完成"
    WITHDRAW = "withdraw", "撤回"


class Proof(TextChoices):
    """What proves that a task was done."""

    MATERIAL = "material", "材料"
    RECORD = "record", "记录"
    MEASURE = "measure", "自动"


class Scope(TextChoices):
    """A word of the scope that stands for many units."""

    ALL = "all", "全部"


class FalsityState(TextChoices):
    """How far a finding of false evidence has come."""

    WAITING = "waiting", "待复核"
    CONFIRMED = "confirmed", "已确认"
    DISMISSED = "dismissed", "未确认"


class ReliefKind(TextChoices):
    """What a unit may ask for when it cannot do a task as issued."""

    EXEMPTION = "exemption", "申请免除"
    EXTENSION = "extension", "申请延期"


class Light(TextChoices):
    """How a unit's task stands against its deadline; always shown with a word."""

    DONE = "done", "按时"
    LATE = "late", "逾期完成"
    CALM = "calm", "进行中"
    NEAR = "near", "临近"
    OVERDUE = "overdue", "逾期"
    NONE = "none", "不计"


class ChecklistEvent(TextChoices):
    """What can happen to tasks."""

    DRAFTED = "checklists.drafted", "起草任务"
    CHANGED = "checklists.changed", "修改草稿"
    DROPPED = "checklists.dropped", "删除草稿"
    ISSUED = "checklists.issued", "下达任务"
    CAP_ASKED = "checklists.cap_asked", "申请超上限下达"
    CAP_LIFTED = "checklists.cap_lifted", "批准超上限下达"
    CAP_REFUSED = "checklists.cap_refused", "不批准超上限下达"
    MERGED = "checklists.merged", "并入其他科室任务"
    REMINDED = "checklists.reminded", "催办"
    WITHDRAWN = "checklists.withdrawn", "撤回任务"
    SUBMITTED = "checklists.submitted", "提交任务"
    RETURNED = "checklists.returned", "退回任务"
    ACCEPTED = "checklists.accepted", "审核通过"
    CLOSED_BY_RECORD = "checklists.closed_by_record", "系统依据记录办结"
    RELIEF_ASKED = "checklists.relief_asked", "申请免除或延期"
    RELIEF_GRANTED = "checklists.relief_granted", "同意免除或延期"
    RELIEF_REFUSED = "checklists.relief_refused", "不同意免除或延期"
    FALSITY_FOUND = "checklists.falsity_found", "认定弄虚作假"
    FALSITY_CONFIRMED = "checklists.falsity_confirmed", "复核确认弄虚作假"
    FALSITY_DISMISSED = "checklists.falsity_dismissed", "复核未确认弄虚作假"
    LAPSED = "checklists.lapsed", "逾月未完成"
    TAKEN_OVER = "checklists.taken_over", "补录完成情况"


class ChecklistReason(TextChoices):
    """Why the monthly list refuses."""

    WRONG_STATE = "wrong_state", "当前状态下不能进行此操作"
    NOT_YOUR_OFFICE = "not_your_office", "只有下达科室可以进行此操作"
    NOT_OFFICE_HEAD = "not_office_head", "须由室主任办理"
    NOT_YOUR_UNIT = "not_your_unit", "只有承办单位可以进行此操作"
    OWN_ITEM = "own_item", "不能审批本人经办的事项"
    MONTH_TALLIED = "month_tallied", "该月已统计, 不能再提交或变更"
    PERIOD_EVALUATED = "period_evaluated", "该月或所在季度已公布, 不能再下达任务"
    NO_RECEIVERS = "no_receivers", "没有接收单位"
    OVER_CAP = "over_cap", "有单位本月任务将超过上限, 须分管领导批准"
    NOTHING_SUBMITTED = "nothing_submitted", "请填写完成情况, 或附材料, 或引用已有记录"
    RECORD_MISSING = "record_missing", "本任务须以记录证明, 请引用本单位已有记录"
    DEADLINE_PASSED = "deadline_passed", "截止时间已过, 不能申请延期, 可补交或申请免除"
    RELIEF_OPEN = "relief_open", "已有申请在办"
    NOT_LATER = "not_later", "延期日期须晚于原截止日期"
    SAME_PERSON = "same_person", "须由另一人复核确认"
    NOT_SCORER = "not_scorer", "须由考核办复核确认"
    DEADLINE_OUTSIDE = "deadline_outside", "截止日期须在当月之内"
    DEADLINE_BEFORE_ISSUE = "deadline_before_issue", "截止日期早于下达日期"
    ALREADY_WORKED = "already_worked", "该任务已在系统内办理, 不能补录"
    REASON_MISSING = "reason_missing", "请写明理由"
    NOT_DEPUTY = "not_deputy", "须由分管该科室的领导批准"
    UNKNOWN_RECEIVERS = "unknown_receivers", "接收范围中有不认识的单位编码或分组"
    NOT_CITABLE = "not_citable", "只能引用本单位已通过的任务或已上传的文件"
    NEVER_SUBMITTED = "never_submitted", "该任务没有提交过材料, 不能认定弄虚作假"
    ALREADY_FOUND = "already_found", "该任务已有弄虚作假认定"
    NO_DEADLINE = "no_deadline", "申请延期须写明延至哪一天"
    ALREADY_REVIEWED = "already_reviewed", "该项已经审核, 您的操作没有进行, 请看下一项"
    NOT_OVER_CAP = "not_over_cap", "没有单位超过上限, 不须申请"
    CAP_ASKED = "cap_asked", "已申请分管领导批准, 等待答复"
    NOT_ALIKE = "not_alike", "只能合并或引用其他科室名称相近的任务"
    NO_SUCH_DUTY = "no_such_duty", "接收单位的职责清单当月没有到期的相近条目, 不能引用"
    NOT_SAME_MONTH = "not_same_month", "只能并入同一个月的任务"
    NOTHING_SHARED = "nothing_shared", "两项任务没有共同的接收单位"
    NOT_ISSUED = "not_issued", "该任务没有下达或已撤回"
    NOBODY_TO_REMIND = "nobody_to_remind", "各单位都已提交, 无需催办"
    REMINDED_TODAY = "reminded_today", "同一任务一个工作日只能催办一次"
    UNKNOWN_MEASURE = "unknown_measure", "没有这个指标, 或该指标不能证明任务完成"
    NO_THRESHOLD = "no_threshold", "该指标没有默认达标值, 请填写达到多少算完成"
    WAITS_FOR_THE_END = "waits_for_the_end", "该指标须到月末才能判断, 截止日期请定在当月最后一日"


class ChecklistMeasure(TextChoices):
    """What can be counted of a unit's monthly lists."""

    ISSUED = "checklists.issued", "下达任务数"
    IN_TIME = "checklists.in_time", "按时通过任务数"
    ON_TIME_SHARE = "checklists.on_time_share", "按时通过率"
    MINUTES = "checklists.minutes", "要求用时"
    ACCEPTED = "checklists.accepted", "通过任务数"
    HANDED_IN = "checklists.handed_in", "提交率"
    RETURNS_ANSWERED = "checklists.returns_answered", "退回后补正率"
    RETURNS_OPEN = "checklists.returns_open", "退回未补正任务数"
    LATE = "checklists.late", "逾期任务数"
    CLOSED_WITHOUT_UPLOAD = "checklists.closed_without_upload", "免上传办结率"


class MeasureMeaning(TextChoices):
    """What each of these counts, in one sentence."""

    ISSUED = "checklists.issued", "当期下达给本单位且未撤回的任务数"
    IN_TIME = "checklists.in_time", "当期任务中, 截止时间前提交并审核通过的任务数"
    ON_TIME_SHARE = (
        "checklists.on_time_share",
        "按时通过的任务数占下达任务数的比例, 免除的任务不计",
    )
    MINUTES = "checklists.minutes", "当期下达给本单位的任务预计用时合计"
    ACCEPTED = "checklists.accepted", "当期任务中审核通过的任务数, 由指标证明的任务不计"
    HANDED_IN = (
        "checklists.handed_in",
        "已提交或已通过的任务数占下达任务数的比例, 免除的和由指标证明的任务不计",
    )
    RETURNS_ANSWERED = (
        "checklists.returns_answered",
        "被退回过的任务中, 已重新提交或已通过的比例; 没有退回的不计",
    )
    RETURNS_OPEN = "checklists.returns_open", "被退回后没有重新提交的任务数"
    LATE = "checklists.late", "截止时间后才提交、至今未交或逾月未完成的任务数, 免除的和由指标证明的任务不计"
    CLOSED_WITHOUT_UPLOAD = (
        "checklists.closed_without_upload",
        "通过的任务中, 由系统依据记录办结、或只引用已有记录而没有上传文件的比例",
    )


class CountedIn(TextChoices):
    """In what these are counted."""

    TASKS = "tasks", "项"
    MINUTES = "minutes", "分钟"
    PERCENT = "percent", "%"


class TakeoverProblem(TextChoices):
    """What is wrong in a row of a list of tasks or outcomes, and what to do about it."""

    REPEATED = "repeated", "与第 {row} 行重复, 请只保留一行"
    UNKNOWN_OFFICE = "unknown_office", "下达室编码“{code}”在系统中没有, 请核对或先导入单位"
    UNKNOWN_UNIT = "unknown_unit", "单位编码“{code}”在系统中没有, 请核对或先导入单位"
    NOT_AN_OFFICE = "not_an_office", "“{name}”不是区纪委监委或其内设室, 不能下达任务"
    UNKNOWN_RECEIVER = "unknown_receiver", "接收范围“{name}”不是当时存在的单位编码, 也不是考核分组或“全部”"
    NO_RECEIVERS = "no_receivers", "接收范围内当时没有单位, 请核对"
    OUTSIDE_MONTH = "outside_month", "截止日期须在 {month} 之内"
    CLOSED = "closed", "{month} 已统计, 不能再导入; 更正请在考核中办理"
    ALREADY_ISSUED = "already_issued", "该室本月已向这些单位下达同名任务, 内容不同; 请先撤回原任务"
    ALREADY_DRAFTED = "already_drafted", "该室本月已有同名草稿; 请先删除草稿"
    NO_SUCH_TASK = "no_such_task", "{month} 没有这个名称的任务, 请核对或先导入月度清单"
    NOT_A_RECEIVER = "not_a_receiver", "该任务没有下达给单位 {code}, 请核对"
    TWO_TASKS = "two_tasks", "有 {count} 个室向该单位下达了同名任务, 分不清是哪一个; 请先撤回其中一个"
    ALREADY_WORKED = "already_worked", "该任务已在系统内办理, 不能补录"
    IN_FUTURE = "in_future", "{on} 还没有到, 完成日期请核对"


class Reuse(TextChoices):
    """What a reviewer is told of what was handed in before; the unit never is."""

    SAME_FILE = "same_file", "同一文件"
    LIKE_PICTURE = "like_picture", "画面基本相同"
    SAME_TEXT = "same_text", "文字基本相同"


class Wording(TextChoices):
    """Words that stand ready, to be written otherwise."""

    REMINDER = "reminder", "请尽快完成并在系统内提交"


class DutyArea(TextChoices):
    """The five areas of the responsibility for supervision."""

    COORDINATION = "a1", "组织协调"
    SYSTEMS = "a2", "制度落实"
    INSPECTION = "a3", "监督检查"
    PETITIONS = "a4", "信访与执纪"
    TEAM = "a5", "教育与队伍"


class DutyFrequency(TextChoices):
    """How often a duty is done."""

    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"
    AS_NEEDED = "as_needed", "按需"


class DutyKind(TextChoices):
    """For which units a version of the duty checklist is made; the general one serves all others."""

    GENERAL = "", "通用"
    TOWNSHIP = "township", "乡镇"
    STREET = "street", "街道"
    DISPATCHED = "dispatched", "派驻组"
    SOE = "soe", "国企"


class DutyColumn(TextChoices):
    """What a duty checklist says of an item; the columns of the table that is signed."""

    AREA = "area", "领域"
    NUMBER = "number", "序号"
    TITLE = "title", "条目"
    REQUIREMENT = "requirement", "要求"
    FREQUENCY = "frequency", "频次"
    MONTHS = "months", "到期月份"
    DAY = "day", "到期日"
    MINUTES = "minutes", "预计用时"
    PROOF = "proof", "证明方式"
    MEASURE = "measure", "指标"
    TARGET = "target", "目标"
    BASIS = "basis", "依据"
    IS_UNVERIFIED = "is_unverified", "待核"


class DutyChange(TextChoices):
    """How an item of a new version differs from the version in force."""

    ADDED = "added", "新增"
    CHANGED = "changed", "修改"
    REMOVED = "removed", "删除"


class DutyWord(TextChoices):
    """What the light of a duty says where the words of a task do not fit."""

    DONE = "done", "已完成"
    COMING = "coming", "未到期"
    MISSED = "missed", "未履行"
    AS_NEEDED = "as_needed", "按需"
    UNNAMED = "unnamed", "未确定"
    VACANT = "vacant", "空缺"


class DutyEvent(TextChoices):
    """What can happen to duties."""

    PREPARED = "checklists.duty_prepared", "起草工作清单"
    CHANGED = "checklists.duty_changed", "修改工作清单草稿"
    DROPPED = "checklists.duty_dropped", "删除工作清单草稿"
    ADOPTED = "checklists.duty_adopted", "发布工作清单"
    ASSIGNED = "checklists.duty_assigned", "确定责任岗位"
    RECORDED = "checklists.duty_recorded", "登记履职"
    CORRECTED = "checklists.duty_corrected", "更正履职记录"
    WITHDRAWN = "checklists.duty_withdrawn", "撤销履职记录"
    COUNTED = "checklists.duty_counted", "按指标认定履职"


class DutyReason(TextChoices):
    """Why something about duties is refused."""

    NOT_LEADER = "not_leader", "须由书记/主任发布"
    NOT_PREPARER = "not_preparer", "须由考核办或书记/主任起草"
    ALREADY_ADOPTED = "already_adopted", "已发布的版本不能修改, 请起草新版本"
    ALREADY_PREPARED = "already_prepared", "该类别已有草稿, 请先处理"
    NOT_FUTURE = "not_future", "只能自以后的月份起生效"
    REASON_MISSING = "reason_missing", "请写明理由"
    NOTHING_CHANGED = "nothing_changed", "与现行版本没有差别"
    NO_ITEMS = "no_items", "清单里没有条目"
    MONTHS_DO_NOT_FIT = (
        "months_do_not_fit",
        "到期月份与频次不符: 每月为 12 个月, 每季度每季一个月, 每半年上下半年各一个月, 每年一个月, 按需不填",
    )
    NO_SUCH_DAY = "no_such_day", "到期日须在 1 至 31 之间"
    MEASURE_MISSING = "measure_missing", "按指标证明的, 须填指标和目标"
    HALF_YEAR_UNCOUNTED = "half_year_uncounted", "每半年和按需的条目不能按指标证明, 请改频次或证明方式"
    NOT_UNIT_HEAD = "not_unit_head", "须由本单位负责人确定"
    NOT_YOUR_UNIT = "not_your_unit", "只有本单位可以登记"
    NOT_YOUR_POST = "not_your_post", "只能选择本单位的岗位"
    NOT_IN_FORCE = "not_in_force", "该条目在当月没有生效"
    NOT_BEGUN = "not_begun", "本期还没有开始, 不能登记"
    MONTH_CLOSED = "month_closed", "到期月份已统计, 不能再登记或更正"
    COUNTED_BY_MEASURE = "counted_by_measure", "该条目按指标自动认定, 不须登记"
    ALREADY_RECORDED = "already_recorded", "该条目本期已有记录, 请在记录中更正"
    NOTHING_SAID = "nothing_said", "请写明做了什么, 或附材料, 或引用已有记录"
    RECORD_MISSING = "duty_record_missing", "该条目须以记录证明, 请引用已有记录或附材料"
    NOT_THAT_DAY = "not_that_day", "完成日期须在本期之内, 且不能晚于今天"
    NOT_CITABLE = "duty_not_citable", "只能引用本单位已通过的任务、履职记录或已上传的文件"
    ALREADY_WITHDRAWN = "already_withdrawn", "该记录已撤销"
    IS_CITED = "is_cited", "该记录已用于证明任务, 不能撤销, 可以更正"


class DutyMeasure(TextChoices):
    """What can be counted of a unit's duties."""

    COORDINATION = "checklists.duties_coordination", "组织协调履职率"
    SYSTEMS = "checklists.duties_systems", "制度落实履职率"
    INSPECTION = "checklists.duties_inspection", "监督检查履职率"
    PETITIONS = "checklists.duties_petitions", "信访与执纪履职率"
    TEAM = "checklists.duties_team", "教育与队伍履职率"
    RECORDS = "checklists.duty_records", "履职记录数"


class DutyMeaning(TextChoices):
    """What each of these counts, in one sentence."""

    COORDINATION = (
        "checklists.duties_coordination",
        "工作清单“组织协调”条目中, 截至今天已到期的有百分之几已履行",
    )
    SYSTEMS = "checklists.duties_systems", "工作清单“制度落实”条目中, 截至今天已到期的有百分之几已履行"
    INSPECTION = "checklists.duties_inspection", "工作清单“监督检查”条目中, 截至今天已到期的有百分之几已履行"
    PETITIONS = "checklists.duties_petitions", "工作清单“信访与执纪”条目中, 截至今天已到期的有百分之几已履行"
    TEAM = "checklists.duties_team", "工作清单“教育与队伍”条目中, 截至今天已到期的有百分之几已履行"
    RECORDS = "checklists.duty_records", "当期到期的条目和按需条目登记的履职记录件数"


class DutyCountedIn(TextChoices):
    """In what duties are counted."""

    RECORDS = "records", "件"
    PERCENT = "percent", "%"


# How the table that is signed writes several months, and that a basis has not been verified.
MONTHS_BETWEEN = ";"
YES_WORD = "是"
MONTH_WORD = "{month}月"
