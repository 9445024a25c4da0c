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
    TALLIED = "tallied", "{period}得分已统计, 可在异议期内提出异议"
    PUBLISHED = "published", "{period}成绩已公布"
    OBJECTION_FILED = "objection_filed", "{unit} 对得分提出异议, 请答复"
    OBJECTION_UPHELD = "objection_upheld", "异议成立, 得分已更正"
    OBJECTION_DISMISSED = "objection_dismissed", "异议不成立, 维持原分, 理由见答复"
    REVIEW_SIGNED = "review_signed", "{period}月底点评已签发"
    BALLOT_OPEN = "ballot_open", "{title}已开始, 请于 {closes_on} 前填写"
    DOCUMENTED = "documented", "{unit}: {kind}《{title}》, 请复核"
    DOCUMENT_CONFIRMED = "document_confirmed", "《{title}》已确认, 计入年度考核"
    DOCUMENT_DECLINED = "document_declined", "《{title}》不予认定, 理由见复核意见"
    YEAR_PREPARED = "year_prepared", "{period}度得分已核算, 可在异议期内提出异议"
    YEAR_PUBLISHED = "year_published", "{period}度得分已公布"
    YEAR_OBJECTION_FILED = "year_objection_filed", "{unit} 对年度得分提出异议, 请答复"
    YEAR_OBJECTION_UPHELD = "year_objection_upheld", "年度异议成立, 得分已更正"
    YEAR_OBJECTION_DISMISSED = "year_objection_dismissed", "年度异议不成立, 维持原分, 理由见答复"
    BACKTEST_DONE = "backtest_done", "方案回测已完成"
    PROPOSED = "proposed", "{unit}: {kind}, 请研判决定"
    DECIDED = "decided", "{unit}: {kind}, 已有决定"
    CARD_ISSUED = "card_issued", "{unit} 被亮黄牌, 请按期完成整改任务"
    CARD_LIFTED = "card_lifted", "{unit} 的黄牌已解除"
    GRANTED = "granted", "您的角色有新的授予"


class DrillReason(TextChoices):
    """Why a drill cannot be set up."""

    IN_USE = "in_use", "本系统已有正式数据, 不能装入演练数据"
