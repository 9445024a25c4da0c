"""The fixed words of official papers: numbering, marks, names of typefaces and styles."""

NUMERALS = "一二三四五六七八九十"
FIRST, SECOND, THIRD, FOURTH = "{}、", "（{}）", "{}. ", "（{}）"
NUMBERED_ALREADY = (
    r"\s*(第[一二三四五六七八九十百]+[章条部]|[（(]?([一二三四五六七八九十]+|\d+)[）)、.\uff0e])"
)
YEAR_IN_NUMBER = r"[\[\uff3b(（【﹝〔]\s*(\d{4})\s*[\]\uff3d)）】﹞〕]"
YEAR_AS_WRITTEN = r"〔\1〕"
COLON = "："
CLOSED_ALREADY = "：:"
ATTACHMENT = "附件"
NOTE = "（{}）"
NOTED_ALREADY = "（("
DAY = "{}年{}月{}日"
DRAFT = "草稿"
PAGE = ("— ", " —")
UNKNOWN = "〔U+{:04X}〕"
NUMBER_CELL = r"[+\-\u2212]?[\d,]*\.?\d+%?"
EMPTY_CELLS = ("", "—", "-", "/")

# As they are called in Word; the first is what the standard names.
TITLE_FACE, BODY_FACE, FIRST_FACE, SECOND_FACE, PAGE_FACE = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
# For PDF: the office's own typeface where it has put one into the folder of fonts, else the open one.
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
TITLE_FACES = (TITLE_FACE, "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", SERIF)
BODY_FACES = (BODY_FACE, "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", SERIF)
FIRST_FACES = (FIRST_FACE, "SimHei", "STHeiti", SANS)
SECOND_FACES = (SECOND_FACE, "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", SERIF)
PAGE_FACES = (PAGE_FACE, "SimSun", "STSong", SERIF)

STYLE_AGENCY = "发文机关标志"
STYLE_NUMBER = "发文字号"
STYLE_TITLE = "公文标题"
STYLE_TO = "主送机关"
STYLE_TEXT = "公文正文"
STYLE_HEADINGS = ("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")
STYLE_ATTACHMENT = "附件说明"
STYLE_SIGNED = "发文机关署名"
STYLE_CELL = "公文表格"
STYLE_HEAD = "公文表头"
STYLE_ANNEX = "附件标识"
STYLE_PAGE = "公文页码"
