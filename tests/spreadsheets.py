"""A project of 42 units with a rating, and spreadsheets of them in several shapes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from click.testing import CliRunner, Result
from openpyxl import Workbook

from builders import project
from pledgebook.cli import main
from pledgebook.load import load_project
from pledgebook.records import Result as Row

COMMUNES = ("Nấm Lư", "Lùng Vai", "Bản Lầu", "Thanh Bình", "Cao Sơn", "La Pan Tẩn", "Tả Thàng")
UNITS = tuple(
    (f"unit-{number:02}", f"Chi bộ {COMMUNES[number % 7]} {number}") for number in range(1, 43)
)
LEVELS = (
    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
    ("good", "Hoàn thành tốt nhiệm vụ"),
    ("completed", "Hoàn thành nhiệm vụ"),
    ("not-completed", "Không hoàn thành nhiệm vụ"),
)
FILES = {
    "data/site.yml": "title: {vi: Kết quả, en: Results}\nlanguages: [vi, en]\n",
    "data/organizations.yml": "".join(
        f"{id_}: {{name: {{vi: {name}, en: Cell {id_}}}}}\n" for id_, name in UNITS
    ),
    "data/scales.yml": "quality:\n  name: Xếp loại\n  levels:\n"
    + "".join(f"    - {{code: {code}, name: {{vi: {name}}}}}\n" for code, name in LEVELS)
    + "  not_rated:\n    - {code: new, name: {vi: Mới chuyển đến}}\n",
    "data/indicators.yml": (
        "rating: {name: {vi: Xếp loại chi bộ}, measure: rating, scale: quality}\n"
        "members: {name: {vi: Số đảng viên}, measure: count}\n"
        "growth: {name: {vi: Mức tăng}, measure: quantity, unit: {vi: điểm}}\n"
        "share: {name: {vi: Tỷ lệ}, measure: percent}\n"
        "open: {name: {vi: Có nhà văn hóa}, measure: boolean}\n"
    ),
    "data/sources.yml": "report: {title: {vi: Báo cáo năm 2024}}\n",
}
TIMES = ("2023", "2024")


def office(folder: Path) -> Path:
    """The project on disk."""
    return project(folder, FILES)


def rating(number: int, time: str) -> str:
    """The level of a unit in a year."""
    return LEVELS[(number + int(time)) % 4][0]


def counts(number: int, time: str) -> tuple[int, ...]:
    """How many members of a unit reached each level in a year."""
    return (number, 3 * number + int(time) % 10, 7, number % 3)


def workbook(path: Path, rows: Sequence[Sequence[Any]], merge: Sequence[str] = ()) -> Path:
    """Writes rows as a workbook's only sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    book.save(path)
    return path


def ods(path: Path, rows: Sequence[str]) -> Path:
    """Writes rows of cells, given as XML, as an OpenDocument sheet."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    xml = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("content.xml", xml)
    return path


def run(*arguments: str | Path) -> Result:
    """Runs the command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows_of(root: Path) -> list[Row]:
    """The project's rows in order of their key."""
    rows = [entry.record for entry in load_project(root).model.results]
    return sorted(rows, key=lambda r: (r.organization, str(r.indicator), str(r.period), r.revision))


def files_of(root: Path) -> dict[str, bytes]:
    """Every file of a project."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}
