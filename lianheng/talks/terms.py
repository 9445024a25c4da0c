"""The words of talks: kinds, states, who takes part, what happens, and why something is refused."""

from django.db.models import TextChoices


class TalkKind(TextChoices):
    """What kind of talk it is; a talk about performance is none of the four forms (四种形态)."""

    REMINDER = "reminder", "谈话提醒"
    SUMMONS = "summons", "约谈"


class TalkState(TextChoices):
    """How far a talk has come."""

    PROPOSED = "proposed", "待安排"
    PLANNED = "planned", "已安排"
    NOTIFIED = "notified", "已通知"
    HELD = "held", "待本人核对"
    CONFIRMED = "confirmed", "本人已确认"
    UNCONFIRMED = "unconfirmed", "本人未确认"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


class TalkMove(TextChoices):
    """What is done with a talk."""

    PLAN = "plan", "安排"
    NOTIFY = "notify", "通知"
    POSTPONE = "postpone", "延期"
    HOLD = "hold", "记录谈话"
    CONFIRM = "confirm", "本人核对确认"
    NOTE_REFUSAL = "note_refusal", "记明本人未确认"
    CLOSE = "close", "办结"
    CANCEL = "cancel", "取消"
    PASS_ON = "pass_on", "移交"


class Capacity(TextChoices):
    """In which capacity somebody signs the record of a talk."""

    LEADING = "leading", "主谈人"
    SECOND = "second", "第二谈话人"
    RECORDING = "recording", "记录人"
    CONCERNED = "concerned", "谈话对象"


class Stance(TextChoices):
    """What the person concerned says about the record."""

    AGREES = "agrees", "记录属实, 无异议"
    DISAGREES = "disagrees", "已核对, 有不同意见"


class TalkEvent(TextChoices):
    """What can happen to a talk."""

    OPENED = "talks.opened", "提起谈话"
    PLANNED = "talks.planned", "安排谈话"
    NOTIFIED = "talks.notified", "发出谈话通知"
    POSTPONED = "talks.postponed", "谈话延期"
    CANCELLED = "talks.cancelled", "取消谈话"
    PASSED_ON = "talks.passed_on", "谈话移交"
    HELD = "talks.held", "记录谈话"
    CONFIRMED = "talks.confirmed", "本人核对确认"
    REFUSAL_NOTED = "talks.refusal_noted", "记明本人未确认"
    SIGNED = "talks.signed", "谈话人签名"
    COMMITMENT_REPORTED = "talks.commitment_reported", "报告承诺事项"
    COMMITMENT_CONFIRMED = "talks.commitment_confirmed", "确认承诺事项"
    COMMITMENT_RETURNED = "talks.commitment_returned", "退回承诺事项"
    CLOSED = "talks.closed", "谈话办结"


class TalkReason(TextChoices):
    """Why a talk is refused."""

    NOT_ARRANGED_BY_YOU = "not_arranged_by_you", "由主谈人或书记/主任安排"
    NOT_HANDED_OVER = "not_handed_over", "谈话随岗位交接移交, 不单独移交"
    HOUR_HAS_COME = "hour_has_come", "谈话时间已到, 由参加谈话的人如实记录或延期"
    NOT_TAKING_PART = "not_taking_part", "由参加谈话的人办理"
    NOT_CONCERNED = "not_concerned", "由谈话对象本人办理"
    SELF_INTEREST = "self_interest", "不能办理与本人的谈话"
    MAY_NOT_LEAD = "may_not_lead", "主谈人须为该单位的分管领导或书记/主任; 约谈由书记/主任主谈"
    MAY_NOT_ASSIST = "may_not_assist", "第二谈话人和记录人须为区纪委监委在职人员"
    TWO_TALKERS = "two_talkers", "须由两人以上谈话, 主谈人不能兼第二谈话人或记录人"
    WRONG_STATE = "wrong_state", "当前状态下不能进行此操作"
    NOT_PLANNED = "not_planned", "请先安排时间、地点和谈话人"
    NOT_NOTIFIED = "not_notified", "尚未通知本人, 不能记录谈话"
    PERSON_MISSING = "person_missing", "请选定谈话对象"
    IN_PAST = "in_past", "谈话时间须在此刻之后"
    IN_FUTURE = "in_future", "谈话时间不能晚于此刻"
    BEFORE_NOTICE = "before_notice", "谈话时间不能早于通知时间"
    REASON_MISSING = "reason_missing", "请写明理由"
    RECORD_MISSING = "record_missing", "请写明谈话记录"
    WORDS_MISSING = "words_missing", "请写下本人意见; 有不同意见的, 请写明是什么"
    PROMISE_BEFORE_TALK = "promise_before_talk", "承诺事项的期限不能早于谈话当日"
    NOT_HELD = "not_held", "尚未形成谈话记录"
    NOT_ANSWERED = "not_answered", "本人核对确认或记明未确认后, 谈话人再签名"
    ALREADY_SIGNED = "already_signed", "您已签名"
    UNSIGNED = "unsigned", "主谈人和第二谈话人尚未签名"
    COMMITMENTS_RUNNING = "commitments_running", "还有未到期的承诺事项"
    PROOF_WAITS = "proof_waits", "本人已报告的承诺事项尚未确认"
    NOT_REPORTED = "not_reported", "本人尚未报告, 无须退回"
    ALREADY_DONE = "already_done", "该承诺事项已确认"


class TalkMeasure(TextChoices):
    """What is counted of talks."""

    HELD = "talks.held", "谈话次数"
    COMMITMENTS_KEPT = "talks.commitments_kept", "承诺兑现率"


class TalkMeaning(TextChoices):
    """What each measure counts, in one sentence."""

    HELD = "talks.held", "本期与本单位人员进行的谈话提醒和约谈次数; 属工作管理, 不计入四种形态"
    COMMITMENTS_KEPT = (
        "talks.commitments_kept",
        "本期到期的承诺事项中, 按期完成并经谈话人确认的占比; 本期没有到期事项的不计",
    )


class TalkCount(TextChoices):
    """In what it is counted."""

    TIMES = "times", "次"
    PERCENT = "percent", "%"


class NoticeText(TextChoices):
    """The notice as it is proposed to whoever sends it; it may be rewritten before it goes out."""

    REMINDER = (
        "reminder",
        "{person}同志: {because}。经研究, 定于 {at} 在{place}对您进行谈话提醒, 由{leader}主谈, {second}参加。"
        "请您准备说明有关情况和改进打算。您可以提交书面意见; 确有事由不能到场的, 请提前告知。",
    )
    SUMMONS = (
        "summons",
        "{person}同志: {because}。经研究, 定于 {at} 在{place}对您进行约谈, 由{leader}主谈, {second}参加。"
        "请您准备说明有关情况、原因和整改安排。您可以提交书面意见; 确有事由不能到场的, 请提前告知。",
    )


class TalkColumn(TextChoices):
    """The columns and filters of the list of talks; what was said in a talk is in none of them."""

    TALK = "talk", "谈话"
    UNIT = "unit", "单位"
    LED_BY = "led_by", "主谈人"
    AT = "at", "谈话时间"
    STATE = "state", "状态"
    KIND = "kind", "种类"
    SEARCH = "search", "姓名或单位"
    SECOND = "second", "第二谈话人"
    RECORDER = "recorder", "记录人"
    PLACE = "place", "谈话地点"
    BECAUSE = "because", "事由"
    OPENED_AT = "opened_at", "提起时间"
    CLOSED_AT = "closed_at", "办结时间"


class TalkListed(TextChoices):
    """Which talks are listed."""

    OPEN = "open", "进行中"
    SETTLED = "settled", "已办结"


class TalkWord(TextChoices):
    """What stands in a cell where nobody or nothing is settled yet."""

    NOBODY = "nobody", "谈话对象未定"
    OPEN = "open", "未定"


AFTER_SALUTATION = " :：,，"


class LetterWord(TextChoices):
    """What stands on the papers of a talk."""

    NOTICE = "notice", "通知"
    NOTICE_TITLE = "notice_title", "{kind}通知书"
    COMRADE = "comrade", "{person}同志"
    RECORD = "record", "记录"
    RECORD_TITLE = "record_title", "{kind}记录"
    ITEM = "item", "项目"
    CONTENT = "content", "内容"
    PERSON = "person", "谈话对象"
    UNIT = "unit", "单位"
    AT = "at", "时间"
    PLACE = "place", "地点"
    TALKERS = "talkers", "谈话人"
    RECORDER = "recorder", "记录人"
    BECAUSE = "because", "事由"
    SAID = "said", "谈话内容"
    TAKEN_DOWN = "taken_down", "本人陈述"
    OWN_WORDS = "own_words", "本人意见"
    NO_ANSWER = "no_answer", "尚待本人核对。"
    REFUSED = "refused", "本人未确认: {refusal} ({who} {at} 记明)"
    COMMITMENTS = "commitments", "承诺事项"
    WHAT = "what", "事项"
    DUE_ON = "due_on", "期限"
    DONE_ON = "done_on", "完成"
    SIGNATURES = "signatures", "签名"
    CAPACITY = "capacity", "身份"
    NAME = "name", "姓名"
    SIGNED_AT = "signed_at", "签名时间"
    NOT_SIGNED = "not_signed", "未签名"
    INTERNAL = "internal", "属工作管理, 不计入四种形态; 仅限有关人员查阅"
