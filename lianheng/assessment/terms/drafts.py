"""The words of drafts of the scheme and of their back-tests."""

from django.db.models import TextChoices


class DraftState(TextChoices):
    """How far a draft of a scheme has come."""

    DRAFTED = "drafted", "草案"
    ADOPTED = "adopted", "已采用"
    DROPPED = "dropped", "已放弃"


class DraftMove(TextChoices):
    """What becomes of a draft of a scheme."""

    ADOPT = "adopt", "采用"
    DROP = "drop", "放弃"


class BacktestState(TextChoices):
    """How far a back-test has come."""

    WAITING = "waiting", "等待计算"
    RUNNING = "running", "计算中"
    DONE = "done", "已完成"
    FAILED = "failed", "未能完成"


class BacktestMove(TextChoices):
    """What happens to a back-test."""

    BEGIN = "begin", "开始计算"
    FINISH = "finish", "完成"
    FAIL = "fail", "中断"


class LimitName(TextChoices):
    """The limits of a scheme, as a reader knows them."""

    MONTH = "month", "月得分界线"
    QUARTER = "quarter", "季得分界线"


class PlanProblem(TextChoices):
    """What is wrong with a scheme that somebody wrote."""

    NOT_A_SCHEME = "not_a_scheme", "不是考核方案"
    UNKNOWN_CODE = "unknown_code", "没有这样的事项"
    NOT_A_NUMBER = "not_a_number", "不是数字"
    OUT_OF_RANGE = "out_of_range", "超出范围"
    TWICE = "twice", "代码重复"
    NOT_A_HUNDRED = "not_a_hundred", "各项满分合计须为 100 分"
    NO_MEASURE = "no_measure", "须写明指标代码"
    GRADES_IN_ORDER = "grades_in_order", "等次界线须由高到低"
    EVALUATION_TOO_HEAVY = "evaluation_too_heavy", "测评合计不超过 10 分"
    WRONG_DIRECTION = "wrong_direction", "达标计分须用多者为好的指标, 按次扣分须用少者为好的指标"
