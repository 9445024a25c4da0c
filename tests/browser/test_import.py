"""导入: a list with a mistake is put right on the page, taken in, and taken back."""

from tests.papers.sheets import workbook

UNITS = workbook(
    [
        ["单位编码", "单位名称", "上级单位", "类别", "备注"],
        ["Z01", "龙潭镇纪委", "C0", "乡镇", "新设"],
        ["Z02", "凤鸣街道纪工委", "C0", "街到", ""],
    ]
)


def test_a_list_of_units_is_put_right_on_the_page_taken_in_and_taken_back(enter):
    keeper = enter("keeper")
    keeper.opens("/imports/")
    keeper.follows("导入单位")
    keeper.page.locator("input[type=file]").set_input_files(
        {"name": "units.xlsx", "mimeType": "application/octet-stream", "buffer": UNITS}
    )
    keeper.presses("上传并对应列")
    keeper.page.get_by_label("上级单位 对应").select_option("superior")
    keeper.presses("检查全部行")
    keeper.reads("1 行可导入, 1 行有问题")
    keeper.reads("略过的列: 备注")
    keeper.page.locator("td.is-wrong input").fill("街道")
    keeper.presses("全部改好再导入")
    keeper.follows("查看清单")
    keeper.reads("龙潭镇纪委")
    keeper.page.go_back()
    keeper.presses("撤销本次导入")
    keeper.reads("已撤销")
    keeper.opens("/units/?q=龙潭")
    keeper.misses("龙潭镇纪委")
