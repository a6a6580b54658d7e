"""How the sheet of a workbook comes out of a printer."""

from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties

A4 = 9


def fit_to_paper(sheet: Any, titles: str = "") -> None:
    """A4 across, as wide as the paper, its rows `titles` ("1:1") on every page, and at the foot which sheet it is."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A  &P / &N"
    sheet.print_title_rows = titles or None
