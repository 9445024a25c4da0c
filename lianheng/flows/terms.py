"""The words in which people are told what happened."""

from django.db.models import TextChoices


class Message(TextChoices):
    """One sentence for each thing that people are told; filled with its facts."""

    ISSUED = "issued", "新任务《{title}》, 请于 {due_on} 前完成"
    WITHDRAWN = "withdrawn", "任务《{title}》已撤回"
    RETURNED = "returned", "《{title}》被退回, 请补充后再提交"
    RELIEF_ASKED = "relief_asked", "{unit} 就《{title}》申请免除或延期, 请答复"
    RELIEF_GRANTED = "relief_granted", "《{title}》的免除或延期申请已同意"
    RELIEF_REFUSED = "relief_refused", "《{title}》的免除或延期申请未获同意"
    FALSITY_FOUND = "falsity_found", "{unit}《{title}》被认定弄虚作假, 请复核"
    FALSITY_CONFIRMED = "falsity_confirmed", "《{title}》经复核确认弄虚作假"
    TALLIED = "tallied", "{period}得分已统计, 可在异议期内提出异议"
    PUBLISHED = "published", "{period}成绩已公布"
    OBJECTION_FILED = "objection_filed", "{unit} 对得分提出异议, 请答复"
    OBJECTION_UPHELD = "objection_upheld", "异议成立, 得分已更正"
    OBJECTION_DISMISSED = "objection_dismissed", "异议不成立, 维持原分, 理由见答复"
    REVIEW_SIGNED = "review_signed", "{period}月底点评已签发"
    PROPOSED = "proposed", "{unit}: {kind}, 请研判决定"
    DECIDED = "decided", "{unit}: {kind}, 已有决定"
    CARD_ISSUED = "card_issued", "{unit} 被亮黄牌, 请按期完成整改任务"
    CARD_LIFTED = "card_lifted", "{unit} 的黄牌已解除"
    GRANTED = "granted", "您的角色有新的授予"
    ABSENCE_REPORTED = "absence_reported", "{person} 登记离岗, 请确认"
    ABSENCE_CONFIRMED = "absence_confirmed", "您的离岗已确认"
    ABSENCE_DECLINED = "absence_declined", "您登记的离岗未予确认"
    DELEGATION_ASKED = "delegation_asked", "{principal} 委托 {substitute} 代理{role}, 请批准"
    DELEGATION_APPROVED = "delegation_approved", "{substitute} 代理 {principal} {role}, 已批准"
    DELEGATION_REFUSED = "delegation_refused", "{substitute} 代理 {principal} {role}, 未获批准"
    DELEGATION_REVOKED = "delegation_revoked", "{substitute} 代理 {principal} {role}, 已收回"
    HANDOVER_OPENED = "handover_opened", "{unit}: 请办理工作移交并签字"
    SUCCESSOR_NAMED = "successor_named", "{unit}: 您是 {leaver} 的工作接收人"
    HANDOVER_SIGNED = "handover_signed", "{unit}: {leaver} 的工作待您接收签字"
    HANDOVER_TAKEN_OVER = "handover_taken_over", "{unit}: {leaver} 的工作交接, 请监交签字"
    HANDOVER_CLOSED = "handover_closed", "{unit}: {leaver} 的工作交接已办结"
    HANDOVER_CANCELLED = "handover_cancelled", "{unit}: {leaver} 的工作交接已取消"


class DrillReason(TextChoices):
    """Why a drill cannot be set up."""

    IN_USE = "in_use", "本系统已有正式数据, 不能装入演练数据"
