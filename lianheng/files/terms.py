"""The words of stored files: what may be stored, what happens to it, and why something is refused."""

from django.db.models import TextChoices


class FileKind(TextChoices):
    """What may be stored, by its media type."""

    PDF = "application/pdf", "PDF"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 表格"
    SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "演示文稿"
    OFD = "application/ofd", "OFD 版式文件"
    JPEG = "image/jpeg", "照片"
    PNG = "image/png", "图片"
    TEXT = "text/plain", "文本"


class FileEvent(TextChoices):
    """What can happen to files."""

    ATTACHED = "files.attached", "上传附件"


class FileReason(TextChoices):
    """Why a file is refused."""

    EMPTY = "empty", "文件是空的"
    TOO_LARGE = "too_large", "文件超过 50 MB, 请压缩或分成几个文件"
    NOT_ALLOWED = "not_allowed", "只接受 PDF、Word、Excel、PPT、OFD、JPG、PNG 和文本文件, 且不能含宏"
    OLD_OFFICE = "old_office", "这是旧版 Office 文件, 请另存为 .docx、.xlsx 或 .pptx"
    LOCKED = "locked", "文件已加密, 请取消密码后再上传"
    BROKEN = "broken", "文件已损坏, 请重新保存后再上传"
    ACTIVE = "active", "文件中有宏、脚本、嵌入对象或外部链接, 请删去并另存后再上传"
    DISGUISED = "disguised", "文件里还藏着另一种文件, 请用办公软件重新保存后再上传"
    BOMB = "bomb", "文件解压后过大, 请分成几个文件"
    TOO_MANY_POINTS = "too_many_points", "图片超过 4000 万像素, 请缩小后再上传"
    HARMFUL = "harmful", "文件被识别为病毒, 未予保存, 请检查您的电脑"
    FORMULA = "formula", "文本中有会被表格软件执行的公式, 请删去或另存为 .xlsx 后再上传"
    ALTERED = "altered", "文件与接收时登记的校验值不符, 不予下载, 请告诉系统管理员"


NAMELESS = "附件"
EXTENSIONS = {
    FileKind.PDF: (".pdf",),
    FileKind.WORD: (".docx",),
    FileKind.EXCEL: (".xlsx",),
    FileKind.SLIDES: (".pptx",),
    FileKind.OFD: (".ofd",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.TEXT: (".txt", ".csv"),
}
