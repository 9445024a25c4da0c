"""The words of exports: what each list is called, and the columns that only a workbook has."""

from django.db.models import TextChoices


class ListTitle(TextChoices):
    """What an exported list is called, by its code."""

    UNIT_TASKS = "unit-tasks", "{period}任务"
    ISSUED = "issued", "{period}已下达任务"
    CLOSINGS = "closings", "{period}免上传办结"
    RELIEFS = "reliefs", "免除和延期申请"
    FALSITIES = "falsities", "弄虚作假认定"
    UNITS = "units", "单位"
    PEOPLE = "people", "人员"
    GRANTS = "grants", "角色授予"
    ACCOUNTS = "accounts", "账号"
    SCORES = "scores", "{period}得分"
    RANKING = "ranking", "{period}{peer_class}排名"
    OVERVIEW = "overview", "{peer_class}月度总览"
    OBJECTIONS = "objections", "异议"
    PROPOSALS = "proposals", "研判建议"
    CARDS = "cards", "黄牌"
    TALKS = "talks", "谈话"


class SheetHead(TextChoices):
    """What stands above the columns of lists that are no plain tables on the screen."""

    UNIT = "unit", "单位"
    PEER_CLASS = "peer_class", "考核分组"
    RANK = "rank", "名次"
    SCORE = "score", "得分"
    BEHIND = "behind", "与上一名相差 (分)"
    MOVED = "moved", "较上期 (位)"
    TASKS = "tasks", "任务 (项)"
    MINUTES = "minutes", "用时 (分钟)"
    REMARK = "remark", "说明"
    MEDIAN = "median", "本组中位分"
    ISSUED_ON = "issued_on", "亮牌日期"
    EXPIRES_ON = "expires_on", "有效期至"
    LIFTED_ON = "lifted_on", "解除日期"
    CURE = "cure", "整改任务"
    CURE_DUE_ON = "cure_due_on", "完成期限"
    CURE_DONE_ON = "cure_done_on", "完成日期"
    CONFIRMED_BY = "confirmed_by", "确认人"
    STATE = "state", "状态"


class SheetSays(TextChoices):
    """What such a list says in a cell."""

    UNSCORED = "unscored", "未计分"
    BOTTOM = "bottom", "后三位"
    NEGATIVE = "negative", "负面清单"
    OBSERVED = "observed", "观察期: 期初成立不满三个月"
    EXEMPTED = "exempted", "全部任务已免除"
    NOT_ASKED = "not_asked", "未下达任务"
    IN_EFFECT = "in_effect", "未解除"
    LIFTED = "lifted", "已解除"
