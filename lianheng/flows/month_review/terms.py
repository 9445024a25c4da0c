"""The words of a month-end review: the machine's sentences, how a number was read, the circular's frame."""

from django.db.models import TextChoices


class Phrase(TextChoices):
    """The sentences that are drafted; filled with numbers that rest on measures."""

    ASKED = (
        "asked",
        "{period}，{units}个单位参加考核，共下达任务{issued}项次，按时通过{in_time}项次，各单位平均按时通过率{share}%。",
    )
    SCORES = "scores", "计分单位{scored}个，平均得分{mean}分；没有扣分的{full}个，低于{limit}分的{below}个。"
    NONE_BELOW = (
        "none_below",
        "计分单位{scored}个，平均得分{mean}分；没有扣分的{full}个，没有单位低于{limit}分。",
    )
    CLASSES = "classes", "按考核分组，{classes}。"
    CLASS = "class", "{peer_class}平均{mean}分"
    CHARGED = "charged", "共扣{points}分：{kinds}。"
    KIND = "kind", "{kind}{count}条"
    NOTHING_CHARGED = "nothing_charged", "各单位均没有扣分。"
    OBJECTIONS = "objections", "收到异议{filed}件，经核实予以更正{upheld}件。"
    FULL = "full", "{peer_class}：{names}（共{count}个单位）没有扣分。"
    FULL_SOME = "full_some", "{peer_class}：{names}等{count}个单位没有扣分。"
    FULL_ALL = "full_all", "{peer_class}{count}个单位均没有扣分。"
    RISE = "rise", "{unit}得{score}分，较上月提高{rise}分。"
    PROBLEM = "problem", "{unit}得{score}分：{causes}。"
    CAUSE = "cause", "《{task}》{code}，扣{points}分"
    FALSE = "false", "《{task}》弄虚作假，当月计零分"
    OTHERS = "others", "其他有扣分的单位，见各单位得分说明。"
    REMARK = "remark", "{unit}：{words}"
    NEXT = "next", "{office}：{tasks}。"
    TASK = "task", "《{title}》于{month}月{day}日前完成"


LISTED, APART, STOP = "、", "；", "。"
ENDED = "。！？…"


class ReadingWord(TextChoices):
    """How one number was made of a measure's values."""

    VALUE = "value", "该单位"
    SUM = "sum", "各单位合计"
    MEAN = "mean", "各单位平均"
    COUNT = "count", "有此项的单位数"
    AT_LEAST = "at_least", "不低于 {limit} 的单位数"
    BELOW = "below", "低于 {limit} 的单位数"
    RISE = "rise", "较上期增加"
    ENTRY = "entry", "得分记录"
    TASK = "task", "任务"


class CircularWord(TextChoices):
    """What stands around the sentences when they leave the house."""

    KIND = "kind", "通报"
    TITLE = "title", "关于{period}工作清单考核情况的通报"
    TO = "to", "各参评单位，机关各室"
    ANNEX = "annex", "{period}分组名次表（仅供内部使用）"
    VERSION = "version", "本通报为第{version}版，替代第{before}版"
    CLASS = "class", "考核分组"
    RANK = "rank", "名次"
    UNIT = "unit", "单位"
    SCORE = "score", "得分"
    NOTE = "note", "说明"
    UNSCORED = "unscored", "未计分"
    NOT_RANKED = "not_ranked", "—"
    BOTTOM = "bottom", "后三位"
    OBSERVED = "observed", "观察期"
    NEGATIVE = "negative", "负面清单"
    ALL = "all", "全部单位"
