"""The words of how the installation runs."""

from django.db.models import TextChoices


class JobName(TextChoices):
    """What the worker does, in words."""

    RESCUE = "rescue", "接续中断的作业"
    REACT = "react", "办理后续事项"
    PROVE = "prove", "依据记录办结任务"
    CLOSE_MONTH = "close_month", "月度统计"
    KEEP_DUTIES = "keep_duties", "履职清单维护"
    WRITE_DOWNLOAD = "write_download", "生成导出文件"
    WORK_IMPORT = "work_import", "处理导入"
    CATCH_UP = "catch_up", "清理和补办"
    LIST_CHANGES = "list_changes", "列出账号和授权变动"
    MORNING_DIGEST = "morning_digest", "每日待办提醒"
    DELIVER = "deliver", "发送外部消息"
    BACKTEST = "backtest", "方案回测"
