"""The words of messages: what can happen to channels, why one is refused, what goes out."""

from django.db.models import TextChoices


class DispatchState(TextChoices):
    """How far a message outside has come."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发送"
    FAILED = "failed", "未能发送"


class DispatchMove(TextChoices):
    """What becomes of a message outside."""

    TAKE = "take", "取出发送"
    ARRIVE = "arrive", "送达"
    PUT_BACK = "put_back", "稍后再试"
    GIVE_UP = "give_up", "不再发送"


class NoticeEvent(TextChoices):
    """What can happen to messages."""

    CHANNEL_SET = "notices.channel_set", "登记外部通道"
    CHANNEL_CONFIRMED = "notices.channel_confirmed", "确认外部通道"
    CHANNEL_DROPPED = "notices.channel_dropped", "停用外部通道"
    DIGESTS_GIVEN = "notices.digests_given", "发出每日待办提醒"


class NoticeReason(TextChoices):
    """Why a channel is refused."""

    NO_SUCH_GATEWAY = "no_such_gateway", "系统没有配置这种通道"
    ADDRESS_UNFIT = "address_unfit", "地址只能含字母、数字和 @ . _ + -"
    TOO_SOON = "too_soon", "验证码刚刚发出, 请一分钟后再试"
    CODE_WRONG = "code_wrong", "验证码不对"
    CODE_OLD = "code_old", "验证码已失效, 请重新登记地址"


class Outward(TextChoices):
    """What goes outside: numbers and a link, never a name and never a matter."""

    TITLE = "title", "廉衡"
    CODE = "code", "验证码 {code}, 30 分钟内有效。非本人操作请不用理会。"
    DIGEST = "digest", "今天有 {waiting} 项待办"
    OVERDUE = "overdue", ", 其中逾期 {overdue} 项"
    DUE_TODAY = "due_today", ", 今日到期 {due_today} 项"
    WHERE = "where", "。请登录系统办理: {url}"
    INSIDE = "inside", "。请登录系统办理。"
