"""The words of papers: kinds of lists, states of an import, and what can be wrong with a file or a cell."""

from django.db.models import TextChoices

YES_WORDS = frozenset(["是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "true", "t", "1"])
NO_WORDS = frozenset(["否", "无", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "f", "0", "-", "—"])
DAY_MARKS = str.maketrans({"年": "-", "月": "-", "日": "", "号": "", "/": "-", ".": "-", "。": "-"})
NOTE_WORDS = (
    "注:",
    "注：",
    "备注:",
    "备注：",
    "说明",
    "填表",
    "制表",
    "审核人",
    "合计",
    "总计",
    "单位(盖章)",
    "填报",
)
HINT_WORDS = ("必填", "选填", "留空", "与系统内", "示例", "例:", "例：")
YES_WORD, NO_WORD = "是", "否"
REQUIRED_MARKS = "*※"
LISTED = "、"
TOTAL, ROWS, PAGE_OF = "合计", "行数", "第 &P 页 共 &N 页"
SEPARATORS = r"[;；,，、\s]+"
GAPS_IN_DAYS = r"(?<=[年月./-])\s+|\s+(?=[年月日号./-])"
BRACKETED = r"[(（\[【][^)）\]】]*[)）\]】]?"
BETWEEN = r"[\s*:：/_-]+"
NUMBERED = r"\d+[、.]\D"


class BatchState(TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", "已上传"
    CHECKED = "checked", "已检查"
    CHECKING = "checking", "检查中"
    IMPORTING = "importing", "导入中"
    IMPORTED = "imported", "已导入"
    UNDONE = "undone", "已撤销"


class DownloadState(TextChoices):
    """How far an export that takes longer has come."""

    WAITING = "waiting", "排队中"
    WRITING = "writing", "生成中"
    READY = "ready", "可下载"
    FAILED = "failed", "未能生成"
    EXPIRED = "expired", "已过期"


class DownloadMove(TextChoices):
    """What becomes of an export."""

    BEGIN = "begin", "开始生成"
    FINISH = "finish", "生成完毕"
    FAIL = "fail", "未能生成"
    EXPIRE = "expire", "过期"


class PaperEvent(TextChoices):
    """What can happen to papers."""

    EXPORTED = "papers.exported", "导出"
    DOWNLOAD_ASKED = "papers.download_asked", "申请导出"
    DOWNLOAD_FAILED = "papers.download_failed", "导出未能生成"
    DOWNLOAD_EXPIRED = "papers.download_expired", "导出文件过期"


class DownloadReason(TextChoices):
    """Why an export is not made, or not handed out."""

    NOT_READY = "not_ready", "文件还没有生成"
    GONE = "gone", "文件已过期, 请重新导出"
    RIGHTS_CHANGED = "rights_changed", "您的岗位或角色在导出后有变化, 请重新导出"
    NOT_ENTITLED = "not_entitled", "您已不能查看该列表"
    TOO_MANY = "too_many", "同时最多生成 5 个文件, 请等前面的完成"
    BROKEN = "broken", "生成时出错, 请重新导出; 再次出错请联系系统管理员"


class SheetWord(TextChoices):
    """What stands around the rows of an exported list."""

    ORDINAL = "ordinal", "序号"
    CONDITIONS = "conditions", "条件: {said}"
    NO_CONDITION = "no_condition", "无筛选条件"
    MADE = "made", "导出时间 {at} · 操作人 {by}"
    NUMBERED = "numbered", " · 编号 {number}"
    TAKEN = "taken", "{by} {at} 编号 {number}"
    COUNT = "count", "共 {rows} 行"
    TOTAL = "total", "合计"
    PAGE = "page", "&C第 &P 页 共 &N 页&R{by} {at}"


class PaperReason(TextChoices):
    """Why a file is refused."""

    EMPTY = "empty", "文件是空的"
    TOO_LARGE = "too_large", "文件超过 20 MB, 请分成几个文件"
    TOO_LARGE_UNPACKED = "too_large_unpacked", "文件展开后超过 50 MB, 请删去图片、空白区域或分成几个文件"
    TOO_MANY_ROWS = "too_many_rows", "超过 50000 行, 请分成几个文件"
    TOO_WIDE = "too_wide", "表格区域过大, 请删去数据区以外的单元格后再上传"
    ENCRYPTED = "encrypted", "文件已加密, 请在 Excel 中取消密码后再上传"
    OLD_EXCEL = "old_excel", "这是旧版 .xls 文件, 请在 Excel 中另存为 .xlsx"
    WEB_PAGE = "web_page", "这是网页, 只是文件名像表格; 请在 Excel 中打开并另存为 .xlsx"
    WORD = "word", "这是 Word 文档, 请把表格复制到 Excel 并存为 .xlsx"
    NOT_A_TABLE = "not_a_table", "这不是 .xlsx 或 .csv 表格; 请在 Excel 中另存为 .xlsx"
    BROKEN = "broken", "文件已损坏, 无法打开; 请在 Excel 中打开后重新保存"
    UNKNOWN_LETTERS = "unknown_letters", "无法识别文字编码, 请另存为 UTF-8 的 .csv 或 .xlsx"
    OPEN_QUOTE = "open_quote", "有一处引号没有成对, 或某个单元格过长; 请在 Excel 中打开后另存为 .xlsx"
    NO_ROWS = "no_rows", "表中没有数据行"
    NO_HEADER = "no_header", "没有找到表头"
    WRONG_STATE = "wrong_state", "该批导入当前不能进行此操作"
    NOTHING_GOOD = "nothing_good", "没有可以导入的行"
    STILL_BAD = "still_bad", "还有有问题的行, 请先改好, 或选择只导入没有问题的行"
    NO_FACES = "no_faces", "没有找到排版字体, 暂不能生成 PDF; 请管理员运行 make setup, 或先下载 Word 版"
    NOT_ENTITLED = "not_entitled", "您的角色不能导入该类名单"
    OTHERS_AT_WORK = "others_at_work", "另一批名单正在导入, 请稍等片刻再试"
    BROKEN_OFF = "broken_off", "后台办理时出错, 没有改动任何数据; 请再试一次, 仍不行请联系系统管理员"


class HeadingProblem(TextChoices):
    """What is wrong with the header, and what was found instead."""

    NO_HEADER = "no_header", "没有找到表头; 应有的列: {wanted}。前几行是: {found}"
    MISSING = "missing", "缺少必填列“{name}”; 第 {row} 行表头有: {found}"
    TWICE = "twice", "列“{name}”出现了两次 ({first} 列和 {second} 列), 请删去或改名其中一列"


class CellProblem(TextChoices):
    """What is wrong with a cell, and what to write instead."""

    REQUIRED = "required", "必填, 请填写“{name}”"
    TOO_LONG = "too_long", "超过 {limit} 个字 (现为 {length} 个), 请缩短"
    NOT_TEXT = "not_text", "“{said}”不是文字, 请改为文字"
    NOT_CODE = "not_code", "“{said}”不是编码, 请改为文字格式的编码"
    CODE_LOST = "code_lost", "编码按数字存放, 超过 15 位的部分已丢失; 请把该列设为文本后重新填写"
    NOT_DAY = "not_day", "“{said}”不是日期, 请写成 2026-10-08"
    NO_SUCH_DAY = "no_such_day", "没有“{said}”这一天, 请核对"
    ONLY_MONTH = "only_month", "“{said}”没有写到日, 请写成 2026-10-08"
    JANUARY_OR_OCTOBER = (
        "january_or_october",
        "“{said}”分不清 1 月和 10 月, 请写 {year}-01 或 {year}-10",
    )
    DAY_OUT_OF_RANGE = "day_out_of_range", "“{said}”不在 1900 年至 2100 年之间, 请核对"
    NOT_MONTH = "not_month", "“{said}”不是月份, 请写成 2026-10"
    NOT_YES_NO = "not_yes_no", "“{said}”看不出是或否, 请填“是”或“否”"
    NOT_WHOLE = "not_whole", "“{said}”不是整数, 请填数字"
    OUT_OF_RANGE = "out_of_range", "“{said}”不在 {low} 至 {high} 之间, 请核对"
    NOT_LISTED = "not_listed", "“{said}”不在可选值中, 请填: {listed}"
