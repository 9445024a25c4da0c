"""The few words that the frame itself says: lights and what stands in a table."""

from django.db.models import TextChoices


class Word(TextChoices):
    """What a light says when nobody says it better; never a colour alone."""

    DONE = "done", "按时"
    LATE = "late", "逾期完成"
    CALM = "calm", "进行中"
    NEAR = "near", "临近"
    NEAR_DAYS = "near_days", "临近 {days} 天"
    TODAY = "today", "今日截止"
    OVERDUE = "overdue", "逾期"
    OVERDUE_DAYS = "overdue_days", "逾期 {days} 天"
    NONE = "none", "不计"


class TableWord(TextChoices):
    """What a table says around its cells."""

    YES = "yes", "是"
    NO = "no", "否"
    TOTAL = "total", "合计"
    ALL = "all", "全部"
    SINCE = "since", "{label}自"
    UNTIL = "until", "{label}至"


class SampleReason(TextChoices):
    """Why the samples of the gallery refuse."""

    TOO_LATE = "too_late", "截止时间已过, 可申请补报"


SENT_BEFORE = "此表单此前已提交成功, 没有重复办理"
