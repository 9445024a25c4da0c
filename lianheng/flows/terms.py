"""The words in which people are told what happened."""

from django.db.models import TextChoices


class Message(TextChoices):
    """One sentence for each thing that people are told; filled with its facts."""

    ISSUED = "issued", "新任务《{title}》, 请于 {due_on} 前完成"
    WITHDRAWN = "withdrawn", "任务《{title}》已撤回"
    CAP_ASKED = "cap_asked", "{office} 申请超上限下达《{title}》, 请批示"
    CAP_LIFTED = "cap_lifted", "超上限下达《{title}》已批准, 可以下达"
    CAP_REFUSED = "cap_refused", "超上限下达《{title}》未获批准, 理由见申请"
    MERGED = "merged", "{office} 不再另行下达, 你室任务《{title}》的结果两室共用"
    SHARED_WITHDRAWN = "shared_withdrawn", "你室并入的任务《{title}》已由 {office} 撤回"
    REMINDED = "reminded", "催办《{title}》, {due_on} 截止: {words}"
    CLOSED_BY_RECORD = "closed_by_record", "《{title}》已由系统依据记录办结, 不用报送"
    RETURNED = "returned", "《{title}》被退回, 请补充后再提交"
    RELIEF_ASKED = "relief_asked", "{unit} 就《{title}》申请免除或延期, 请答复"
    RELIEF_GRANTED = "relief_granted", "《{title}》的免除或延期申请已同意"
    RELIEF_REFUSED = "relief_refused", "《{title}》的免除或延期申请未获同意"
    FALSITY_FOUND = "falsity_found", "{unit}《{title}》被认定弄虚作假, 请复核"
    FALSITY_CONFIRMED = "falsity_confirmed", "《{title}》经复核确认弄虚作假"
    DUTIES_ADOPTED = "duties_adopted", "新的五大方面工作清单自{period}起生效, 请核对责任岗位"
    TALLIED = "tallied", "{period}得分已统计, 可在异议期内提出异议"
    PUBLISHED = "published", "{period}成绩已公布"
    OBJECTION_FILED = "objection_filed", "{unit} 对得分提出异议, 请答复"
    OBJECTION_UPHELD = "objection_upheld", "异议成立, 得分已更正"
    OBJECTION_DISMISSED = "objection_dismissed", "异议不成立, 维持原分, 理由见答复"
    REVIEW_SIGNED = "review_signed", "{period}月底点评已签发"
    PROPOSED = "proposed", "{unit}: {kind}, 请研判决定"
    DECIDED = "decided", "{unit}: {kind}, 已有决定"
    CARD_ISSUED = "card_issued", "{unit} 被亮黄牌, 请按期完成整改任务"
    PROPOSED_TO_CONCERNED = "proposed_to_concerned", "有一项建议涉及您本人: {kind}, 可查看并书面陈述"
    STATED = "stated", "{unit}: 本人已书面陈述, 请查看"
    CURE_HANDED_IN = "cure_handed_in", "{unit} 报送黄牌整改情况, 请确认"
    CURE_RETURNED = "cure_returned", "黄牌整改情况被退回, 请补充"
    CURE_DONE = "cure_done", "一项黄牌整改任务已确认完成"
    TALK_OPENED = "talk_opened", "请安排{kind}: {unit}"
    TALK_NOTIFIED = "talk_notified", "{kind}通知: {at}, {place}"
    TALK_JOINED = "talk_joined", "请参加{kind}: {unit}, {at}, {place}"
    TALK_POSTPONED = "talk_postponed", "{kind}延期, 将另行通知: {unit}"
    TALK_CANCELLED = "talk_cancelled", "{kind}已取消: {unit}"
    TALK_HELD = "talk_held", "{kind}记录请您核对, 并写下您的意见"
    TALK_ANSWERED = "talk_answered", "{kind}记录本人已核对, 请签名: {unit}"
    TALK_REFUSAL_NOTED = "talk_refusal_noted", "{kind}记录已记明您未确认; 您仍可写下意见"
    COMMITMENT_REPORTED = "commitment_reported", "{kind}承诺事项已报告, 请确认: {unit}"
    COMMITMENT_CONFIRMED = "commitment_confirmed", "{kind}承诺事项已确认完成"
    COMMITMENT_RETURNED = "commitment_returned", "{kind}承诺事项被退回, 请补充"
    TALK_CLOSED = "talk_closed", "{kind}已办结"
    CARD_LIFTED = "card_lifted", "{unit} 的黄牌已解除"
    GRANTED = "granted", "您的角色有新的授予"


class Cause(TextChoices):
    """Why a talk is held, said from the results on which the decision rests."""

    SCORED = "scored", "{period}得分 {score}, 排名第 {rank}"
    UNRANKED = "unranked", "{period}得分 {score}"
    BOTTOM = "bottom", "{period}得分 {score}, 排名第 {rank}, 列后三位"


class DrillReason(TextChoices):
    """Why a drill cannot be set up."""

    IN_USE = "in_use", "本系统已有正式数据, 不能装入演练数据"
