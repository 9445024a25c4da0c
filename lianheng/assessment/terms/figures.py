"""The words of figures in sentences: Chinese numerals, what is counted with them, and what is no figure."""

ZERO, TEN = "\u3007", "十"
DIGITS = {"零": 0, ZERO: 0, "两": 2} | {word: n for n, word in enumerate("一二三四五六七八九", 1)}
TENS = {TEN: 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
ONE = "一"  # before a measure word it is mostly no figure: 一项重要工作, 一个时期
MEASURE_WORDS = (
    "个|项|次|名|家|件|人|天|户|起|条|份|处|批|轮|位|场|期|分|元|倍|宗|篇|镇|乡|村|街道|单位|小时|工作日"
)
# No figure: ordinals and ranks, several, and what has a number for its name.
BEFORE = "第前后数几多每"
NAMES = (
    r"八项规定|六项纪律|两个(?:维护|责任|确立|一以贯之)|四个(?:意识|自信)|三个区分开来"
    r"|(?<![扣减加计得])十分(?!钟)|(?<=[显变觉]得)十分|[一二两三四五六七八九十百]+分之|分期"
)
