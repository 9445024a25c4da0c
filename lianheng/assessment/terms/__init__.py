"""The words of the assessment: entries, states, proposals, events, and why something is refused."""

from django.db.models import TextChoices

from .drafts import (
    BacktestMove as BacktestMove,
)
from .drafts import (
    BacktestState as BacktestState,
)
from .drafts import (
    DraftMove as DraftMove,
)
from .drafts import (
    DraftState as DraftState,
)
from .drafts import (
    LimitName as LimitName,
)
from .drafts import (
    PlanProblem as PlanProblem,
)
from .evaluations import (
    BallotChoice as BallotChoice,
)
from .evaluations import (
    BallotForm as BallotForm,
)
from .evaluations import (
    GroupKind as GroupKind,
)
from .evaluations import (
    RoundMove as RoundMove,
)
from .evaluations import (
    RoundState as RoundState,
)
from .years import (
    DocumentedKind as DocumentedKind,
)
from .years import (
    DocumentedMove as DocumentedMove,
)
from .years import (
    DocumentedState as DocumentedState,
)
from .years import (
    Grade as Grade,
)
from .years import (
    NotApplicable as NotApplicable,
)
from .years import (
    YearExplanation as YearExplanation,
)
from .years import (
    YearItemKind as YearItemKind,
)
from .years import (
    YearItemName as YearItemName,
)
from .years import (
    YearMove as YearMove,
)
from .years import (
    YearPart as YearPart,
)
from .years import (
    YearState as YearState,
)

# Digits that count nothing: in titles, in days, in ordinals.
IN_TITLES = r"《[^》]*》"
IN_DAYS = r"\d{4}年(\d{1,2}月)?(\d{1,2}日)?|\d{1,2}月(\d{1,2}日)?|\d{1,2}日|\d{4}-\d{1,2}(-\d{1,2})?"
IN_ORDINALS = r"第\d+|[(（]\d+[)）]"


class EntryCode(TextChoices):
    """What an entry in the ledger stands for."""

    NOT_DONE = "not_done", "未完成"
    LATE = "late", "逾期完成"
    RETURNED = "returned", "质量退回"
    EVIDENCE_MISSING = "evidence_missing", "缺材料"
    EXEMPT = "exempt", "免除"
    FALSIFIED = "falsified", "弄虚作假"
    CORRECTION = "correction", "更正"


class MonthState(TextChoices):
    """How far a month has come."""

    OPEN = "open", "进行中"
    TALLIED = "tallied", "已统计"
    PUBLISHED = "published", "已公布"


class MonthMove(TextChoices):
    """What is done with a month."""

    TALLY = "tally", "统计"
    PUBLISH = "publish", "公布"


class ObjectionState(TextChoices):
    """How far an objection has come."""

    FILED = "filed", "待答复"
    UPHELD = "upheld", "予以更正"
    DISMISSED = "dismissed", "维持原分"


class ObjectionMove(TextChoices):
    """How an objection is answered."""

    UPHOLD = "uphold", "予以更正"
    DISMISS = "dismiss", "维持原分"


class ProposalKind(TextChoices):
    """What the ladder proposes; a person decides."""

    REMARK = "remark", "月底点评"
    REMINDER_TALK = "reminder_talk", "谈话提醒"
    YELLOW_CARD = "yellow_card", "约谈并亮黄牌"
    ADJUSTMENT = "adjustment", "调整建议"
    LIFT_CARD = "lift_card", "解除黄牌"


class ProposalState(TextChoices):
    """How far a proposal has come."""

    OPEN = "open", "待决定"
    ADOPTED = "adopted", "已采纳"
    DECLINED = "declined", "不采纳"


class ProposalMove(TextChoices):
    """How a proposal is decided."""

    ADOPT = "adopt", "同意"
    DECLINE = "decline", "不采纳"


class ReviewState(TextChoices):
    """How far a version of the month-end review has come."""

    DRAFTING = "drafting", "起草中"
    SIGNED = "signed", "已签发"


class ReviewMove(TextChoices):
    """What is done with a version of the month-end review."""

    SIGN = "sign", "签发"


class ReviewSection(TextChoices):
    """The parts of a month-end review, in their order."""

    OVERALL = "overall", "总体情况"
    PRAISE = "praise", "完成较好的单位"
    PROBLEMS = "problems", "存在的问题"
    REMARKS = "remarks", "点评"
    NEXT_MONTH = "next_month", "下月要求"


class AssessmentMeasure(TextChoices):
    """What can be counted of a unit's ledger."""

    SCORE = "assessment.score", "得分"
    DEDUCTIONS = "assessment.deductions", "扣分"
    NOT_DONE = "assessment.not_done", "未完成记录数"
    LATE = "assessment.late", "逾期完成记录数"
    RETURNED = "assessment.returned", "质量退回记录数"
    EVIDENCE_MISSING = "assessment.evidence_missing", "缺材料记录数"
    OBJECTIONS = "assessment.objections", "异议件数"
    OBJECTIONS_UPHELD = "assessment.objections_upheld", "异议成立件数"


class LedgerMeaning(TextChoices):
    """What each of them means, in one sentence."""

    SCORE = "assessment.score", "一百分加当月全部得分记录, 最低零分; 季度和年度为各计分月份的平均"
    DEDUCTIONS = "assessment.deductions", "期间内得分记录合计扣去的分值, 更正退回的分值已冲抵"
    NOT_DONE = "assessment.not_done", "期间内记为未完成、且未被更正退回的记录数"
    LATE = "assessment.late", "期间内记为逾期完成、且未被更正退回的记录数"
    RETURNED = "assessment.returned", "期间内记为质量退回、且未被更正退回的记录数"
    EVIDENCE_MISSING = "assessment.evidence_missing", "期间内记为缺材料、且未被更正退回的记录数"
    OBJECTIONS = "assessment.objections", "对期间内得分记录提出的异议件数"
    OBJECTIONS_UPHELD = "assessment.objections_upheld", "对期间内得分记录提出、经答复成立的异议件数"


class LedgerCount(TextChoices):
    """In what the ledger is counted."""

    POINTS = "points", "分"
    ENTRIES = "entries", "条"
    OBJECTIONS = "objections", "件"


class LegalGround(TextChoices):
    """On what grounds a supervision official may be moved away (监察官法 第五十五条); a low rank is none."""

    RECUSAL = "recusal", "《监察官法》第五十五条第(一)项: 任职回避"
    ROTATION = "rotation", "《监察官法》第五十五条第(二)项: 任职交流"
    RESTRUCTURING = "restructuring", "《监察官法》第五十五条第(三)项: 机构、编制调整"
    UNFIT = "unfit", "《监察官法》第五十五条第(四)项: 因违纪违法不宜再从事监察工作"
    BY_LAW = "by_law", "《监察官法》第五十五条第(五)项: 其他法律规定"


class AssessmentEvent(TextChoices):
    """What can happen in the assessment."""

    SCHEME_ADOPTED = "assessment.scheme_adopted", "发布考核方案"
    TALLIED = "assessment.tallied", "月度统计"
    PUBLISHED = "assessment.published", "公布成绩"
    EVALUATED = "assessment.evaluated", "形成排名"
    OBJECTION_FILED = "assessment.objection_filed", "提出异议"
    OBJECTION_UPHELD = "assessment.objection_upheld", "异议成立"
    OBJECTION_DISMISSED = "assessment.objection_dismissed", "异议不成立"
    CORRECTED = "assessment.corrected", "更正得分"
    PROPOSED = "assessment.proposed", "形成研判建议"
    NOTED = "assessment.noted", "更新情况说明"
    HEARD = "assessment.heard", "听取本人意见"
    STATED = "assessment.stated", "本人书面陈述"
    COMMITTEE_RECORDED = "assessment.committee_recorded", "登记常委会决定"
    ADOPTED = "assessment.adopted", "采纳建议"
    DECLINED = "assessment.declined", "不采纳建议"
    CARD_ISSUED = "assessment.card_issued", "亮黄牌"
    CURE_HANDED_IN = "assessment.cure_handed_in", "报送整改情况"
    CURE_RETURNED = "assessment.cure_returned", "退回整改情况"
    CURE_DONE = "assessment.cure_done", "整改任务完成"
    CARD_LIFTED = "assessment.card_lifted", "解除黄牌"
    REVIEW_DRAFTED = "assessment.review_drafted", "起草月底点评"
    REVIEW_CHANGED = "assessment.review_changed", "修改月底点评"
    REVIEW_SIGNED = "assessment.review_signed", "签发月底点评"
    REVIEW_REVISED = "assessment.review_revised", "月底点评另出新版"
    SCHEME_DRAFTED = "assessment.scheme_drafted", "起草考核方案"
    SCHEME_REDRAFTED = "assessment.scheme_redrafted", "修改方案草案"
    DRAFT_ADOPTED = "assessment.draft_adopted", "采用方案草案"
    SCHEME_DROPPED = "assessment.scheme_dropped", "放弃方案草案"
    BACKTEST_ASKED = "assessment.backtest_asked", "回测方案草案"
    BACKTEST_DONE = "assessment.backtest_done", "方案回测完成"
    ROUND_PLANNED = "assessment.round_planned", "制定测评"
    ROUND_OPENED = "assessment.round_opened", "开始测评"
    SLIPS_PRINTED = "assessment.slips_printed", "印发测评码"
    BALLOT_CAST = "assessment.ballot_cast", "收到测评票"
    ROUND_CLOSED = "assessment.round_closed", "结束测评"
    DOCUMENTED = "assessment.documented", "提出记实事项"
    DOCUMENT_CONFIRMED = "assessment.document_confirmed", "确认记实事项"
    DOCUMENT_DECLINED = "assessment.document_declined", "不予认定记实事项"
    YEAR_PREPARED = "assessment.year_prepared", "核算年度得分"
    YEAR_PUBLISHED = "assessment.year_published", "公布年度得分"
    YEAR_OBJECTION_FILED = "assessment.year_objection_filed", "对年度得分提出异议"
    YEAR_OBJECTION_UPHELD = "assessment.year_objection_upheld", "年度异议成立"
    YEAR_OBJECTION_DISMISSED = "assessment.year_objection_dismissed", "年度异议不成立"


class AssessmentReason(TextChoices):
    """Why the assessment refuses."""

    NOT_SCORER = "not_scorer", "须由考核办或书记办理"
    NOT_LEADER = "not_leader", "须由书记/主任办理"
    NOT_DECIDER = "not_decider", "该建议不由您决定"
    MONTH_NOT_OVER = "month_not_over", "该月尚未结束, 不能统计"
    NOT_TALLIED = "not_tallied", "该月尚未统计"
    ALREADY_TALLIED = "already_tallied", "该月已统计"
    ALREADY_PUBLISHED = "already_published", "该月已公布, 不能再变更; 发现错误请在当月更正"
    PERIOD_RANKED = "period_ranked", "该月所在季度已形成排名, 不能再公布新的月份"
    NOT_PUBLISHED = "not_published", "该期尚未公布"
    OBJECTIONS_OPEN = "objections_open", "仍有异议未答复"
    WINDOW_OPEN = "window_open", "异议期未满"
    NOT_TAKEN_OVER = "not_taken_over", "该月不是补录月份, 须待异议期满"
    REASON_MISSING = "reason_missing", "请写明理由"
    NOTHING_TO_TALLY = "nothing_to_tally", "该月没有下达任务"
    WINDOW_CLOSED = "window_closed", "异议期已过"
    NOT_YOUR_UNIT = "not_your_unit", "只有被考核单位可以提出异议"
    ALREADY_OBJECTED = "already_objected", "该项已提出过异议"
    ALREADY_ANSWERED = "already_answered", "该异议已答复"
    SERVED_THERE = (
        "served_there",
        "您在该单位任职或三年内曾任职, 应当回避, 请由考核办其他人员或书记/主任办理",
    )
    REVIEWED_IT = "reviewed_it", "审核过该任务的人不能答复异议"
    NOT_CONTESTABLE = "not_contestable", "更正记录不能再提异议"
    ALREADY_CORRECTED = "already_corrected", "该记录已更正"
    WRONG_STATE = "wrong_state", "当前状态下不能进行此操作"
    NOT_HEARD = "not_heard", "尚未听取本人意见, 不能决定"
    NO_LEGAL_GROUND = "no_legal_ground", "涉及监察官, 须写明法定依据"
    NO_COMMITTEE_DECISION = "no_committee_decision", "须先登记常委会决定"
    OBJECTION_ON_PERIOD = "objection_on_period", "相关期间仍有异议未答复, 不能决定"
    CURE_OPEN = "cure_open", "整改任务尚未全部完成"
    CURE_MISSING = "cure_missing", "请写明整改任务"
    CURE_IS_DONE = "cure_is_done", "该整改任务已确认完成"
    CARD_LIFTED = "card_lifted", "该黄牌已解除"
    NOTHING_HANDED_IN = "nothing_handed_in", "单位尚未报送整改情况, 无须退回"
    PROOF_MISSING = "proof_missing", "请填写整改情况或上传材料"
    NOT_OF_UNIT = "not_of_unit", "由被亮黄牌的单位报送"
    NOT_CONCERNED = "not_concerned", "由涉及的本人陈述"
    SCHEME_IN_FORCE = "scheme_in_force", "该月已按现行方案统计, 新方案须自以后月份起"
    HEAVIER = "heavier", "更正后的扣分不能重于原扣分"
    IN_FUTURE = "in_future", "日期不能晚于今天"
    REVIEW_SIGNED = "review_signed", "已签发, 不能再改; 需要更改的, 另出新版"
    REVIEW_NOT_SIGNED = "review_not_signed", "尚未签发, 直接修改即可"
    REVIEW_REPLACED = "review_replaced", "已有更新的版本"
    DRAFTED_IT = "drafted_it", "起草人不能签发"
    NOT_SIGNER = "not_signer", "须由书记/主任或分管领导签发"
    SENTENCES_FLAWED = "sentences_flawed", "还有句子的数字与指标不符或含人名, 请改正或说明理由"
    NOTHING_SAID = "nothing_said", "没有一句可以签发, 请先起草"
    SELF_INTEREST = "self_interest", "不能办理涉及本人的事项"
    MONTH_NOT_AHEAD = "month_not_ahead", "新方案须自下月或以后的月份起"
    BARE_COUNT = "bare_count", "以信访或案件数量计分的, 须由另一人起草并写明理由"
    SAME_PERSON = "same_person", "须由提出人以外的人复核"
    SETTLED = "settled", "该事项已办结"
    MONTHS_OPEN = "months_open", "本年各月尚未全部公布"
    ROUNDS_OPEN = "rounds_open", "仍有测评未结束"
    DOCUMENTED_OPEN = "documented_open", "仍有加分或负面清单事项未复核"
    YEAR_PREPARED = "year_prepared", "本年已核算"
    YEAR_NOT_PREPARED = "year_not_prepared", "本年尚未核算"
    YEAR_PUBLISHED = "year_published", "本年已公布, 不能再变更"
    SCORED_IT = "scored_it", "参与该项计分或核算的人不能答复异议"
    SCORE_LOWER = "score_lower", "更正后的得分不能低于原得分"
    BEYOND_FULL = "beyond_full", "更正后的分值须在零分与该项满分之间"
    BONUS_NEEDS_RECORD = "bonus_needs_record", "加分须指明依据的记录, 不能只凭数量"
    BONUS_TOO_HIGH = "bonus_too_high", "单项加分须大于零, 不超过方案规定的上限"
    NEGATIVE_NEEDS_DOCUMENT = "negative_needs_document", "列入负面清单须写明认定文件"
    NOT_ASSESSED = "not_assessed", "该单位不参加考核"
    ROUND_NOT_OPEN = "round_not_open", "不在测评期间"
    ROUND_STILL_OPEN = "round_still_open", "测评期未满, 仍有人未测评"
    NOT_ENTITLED = "not_entitled", "您不在本次测评的范围内"
    ALREADY_VOTED = "already_voted", "已测评过, 每人一次"
    CODE_UNKNOWN = "code_unknown", "测评码不对或已用过"
    BALLOT_INCOMPLETE = "ballot_incomplete", "同一单位的各题须都作答, 或都不作答"
    BALLOT_EMPTY = "ballot_empty", "请至少测评一个单位"
    NOBODY_ENTITLED = "nobody_entitled", "没有可以测评的人, 请先确定测评组"
    HOST_TOO_HEAVY = "host_too_heavy", "驻在单位的权重不超过三成"
    NOTHING_TO_TEST = "nothing_to_test", "该期间没有统计过的月份"


class Explanation(TextChoices):
    """The sentence that an entry says about itself; filled with the facts it was posted on."""

    NOT_DONE = "not_done", "《{task}》截止 {due_on}, 至 {tallied_on} 统计时未通过审核"
    LATE = "late", "《{task}》截止 {due_on}, 于 {done_on} 提交, 逾期"
    RETURNED = "returned", "《{task}》因质量问题第 {ordinal} 次退回"
    EVIDENCE_MISSING = "evidence_missing", "《{task}》缺少证明材料且未作说明"
    EXEMPT = "exempt", "《{task}》经批准免除, 不扣分"
    FALSIFIED = "falsified", "《{task}》弄虚作假, 经两人认定, 当月计零分并列入负面清单"
    CORRECTION = "correction", "更正第 {entry} 号记录: {reason}"


class SheetWord(TextChoices):
    """What a score sheet says around its numbers."""

    NAME = "name", "得分表"
    TITLE = "title", "{period}得分表{draft}"
    DRAFT = "draft", " (草案)"
    ASKED = "asked", "查询"
    QUERY = "query", "{period}; 考核分组: {peer_class}; 单位: {search}"
    ALL = "all", "全部"
    NUMBER = "number", "编号"
    AT = "at", "导出时间"
    BY = "by", "操作人"
    ORDINAL = "ordinal", "序号"
    CODE = "code", "单位编码"
    UNIT = "unit", "单位"
    CLASS = "class", "考核分组"
    TASKS = "tasks", "任务"
    ISSUED = "issued", "下达"
    EXEMPTED = "exempted", "免除"
    MINUTES = "minutes", "用时(分)"
    CHARGED = "charged", "扣分"
    POINTS = "points", "合计分值"
    MONTHLY = "monthly", "各月得分"
    RESULT = "result", "结果"
    SCORE = "score", "得分"
    RANK = "rank", "名次"
    RANKED = "ranked", "参加排名"
    NOTE = "note", "说明"
    UNSCORED = "unscored", "未计分"
    NEGATIVE = "negative", "负面清单"
    BOTTOM = "bottom", "后三位"
    OBSERVED = "observed", "观察期"
    AND = "and", "; "


class SentenceFlaw(TextChoices):
    """What is wrong with a sentence of a month-end review."""

    NUMBER = "number", "数字 {said} 与指标不符"
    NAME = "name", "含有人名 {said}"


class Note(TextChoices):
    """What is noted on a proposal beside its facts."""

    NEW_IN_POST = "new_in_post", "负责人任现职不满六个月"
    NO_HEAD = "no_head", "该单位负责人岗位空缺"
    CARD_IN_EFFECT = "card_in_effect", "已有黄牌在有效期内"
    SICK = "sick", "负责人病假"
    SECONDMENT = "secondment", "负责人挂职借调"
    LEAVE = "leave", "负责人休假, 占当月半数以上"
    TRAINING = "training", "负责人学习培训, 占当月半数以上"
    TRIP = "trip", "负责人公出, 占当月半数以上"


class CardWord(TextChoices):
    """What stands on the paper that tells a unit of its yellow card."""

    KIND = "kind", "告知书"
    TITLE = "title", "黄牌告知书"
    BECAUSE = (
        "because",
        "你单位{facts}, 一年内两个季度低于考核界线。经研究, 对你单位亮黄牌, 并与主要负责人约谈。",
    )
    RESULT = "result", "{period}得分 {score}"
    CURES = "cures", "整改任务"
    CURE = "cure", "整改任务"
    DUE_ON = "due_on", "完成期限"
    VALIDITY = "validity", "有效期和解除"
    VALID_UNTIL = "valid_until", "黄牌自亮牌之日起六个月有效, 至 {day}。"
    LIFTED = (
        "lifted",
        "整改任务全部完成, 且其后两个参加排名的季度都未列后三位的, 提请解除。期满不自动产生其他后果。",
    )
    RIGHTS = "rights", "性质和意见"
    NATURE = "nature", "黄牌是对单位的内部管理措施, 不是处分。有不同意见的, 可书面提出, 也可在约谈时说明。"


class ListColumn(TextChoices):
    """The columns and filters of the lists of scores, objections and proposals."""

    UNIT = "unit", "单位"
    SEARCH = "search", "单位名称或编码"
    PEER_CLASS = "peer_class", "考核分组"
    SCORE = "score", "得分"
    RANK = "rank", "名次"
    RANKED_UNITS = "ranked_units", "同组单位"
    TASKS = "tasks", "任务"
    EXEMPTED = "exempted", "免除"
    ENTRIES = "entries", "记录"
    OPEN_OBJECTIONS = "open_objections", "待答复异议"
    REMARK = "remark", "说明"
    ENTRY = "entry", "事项"
    MONTH = "month", "月份"
    POINTS = "points", "分值"
    REASON = "reason", "异议理由"
    FILED_AT = "filed_at", "提出"
    FILED_BY = "filed_by", "提出人"
    ANSWER_DUE_ON = "answer_due_on", "答复期限"
    LIGHT = "light", "进度"
    ANSWER = "answer", "答复内容"
    ANSWERED_AT = "answered_at", "答复"
    ANSWERED_BY = "answered_by", "答复人"
    KIND = "kind", "建议"
    PERIOD = "period", "期间"
    PERSON = "person", "涉及人员"
    FACTS = "facts", "事实"
    DECIDER = "decider", "决定人"
    PROPOSED_AT = "proposed_at", "提出时间"
    STATEMENT = "statement", "本人意见"
    STATE = "state", "状态"
    DECIDED_BY = "decided_by", "实际决定人"
    DECIDED_AT = "decided_at", "决定时间"
    DECISION = "decision", "决定理由"


class ListWord(TextChoices):
    """What these lists say in a cell."""

    UNSCORED = "unscored", "未计分"
    NEGATIVE = "negative", "负面清单"
    BOTTOM = "bottom", "后三位"
    OBSERVED = "observed", "观察期"
    FACT = "fact", "{period} {score} 分"
    FACT_RANKED = "fact_ranked", "{period} {score} 分, 第 {rank} 名"


TASKS_COUNTED, LINES_COUNTED = "项", "条"
