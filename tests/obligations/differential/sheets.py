"""Read a workbook into the oracle's rows, with nothing of the product's importer: only for the sample, which
has no faults."""

import datetime as dt
import re
import unicodedata
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace as Row
from typing import Any

import openpyxl

from tests.obligations.differential.oracle import ANNUAL, DEFAULTS, Province

KINDS = {
    "giua cac to chuc": "bodies",
    "voi cap uy truc thuoc": "localities",
    "voi cap uy va thu truong co quan": "agency",
}
THEMES = {
    "nhiem vu chinh tri": "political",
    "to chuc bo may": "organisation",
    "can bo": "personnel",
    "kiem tra giam sat": "inspection",
    "khac": "other",
}
RHYTHMS = {"thang": "month", "quy": "quarter", "6 thang": "half-year", "nam": "year"}
DUTIES = {"bao cao": "reports", "nhiem vu": "tasks", "de xuat": "submissions"}
STEPS = {
    "bao cao tien do": "report",
    "de nghi ket thuc": "proposal",
    "y kien them cua lanh dao": "further",
    "mo lai": "reopened",
}
STATUSES = {"da hop": "held", "du kien": "planned", "hoan": "postponed", "huy": "cancelled"}


def plain(text: object) -> str:
    """Without accents, case and surrounding blanks."""
    text = unicodedata.normalize("NFD", str(text or "").replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).lower().split())


def read(path: Path) -> Province:
    """Return the province that a faultless workbook holds."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = {plain(sheet.title): rows_of(sheet) for sheet in book}
    p = Province(
        tracking_from=next(
            day(r["gia tri"]) for r in sheets["cai dat"] if plain(r["ten"]) == "theo doi tu ngay"
        )
    )
    read_law(p, sheets)
    for r in sheets["to chuc"]:
        p.bodies.append(
            Row(
                code=r["ma"],
                kind=plain(r["loai"]),
                founded=day(r["ngay thanh lap"]),
                ended=day(r["ngay ket thuc"]),
                parent=r.get("thuoc"),
                successors=many(r.get("ke thua boi")),
                kinds=["bodies", "localities", "agency"],
            )
        )
    for r in sheets["chu ky hop"]:
        p.cadences.append(Row(body=r["ma to chuc"], months=int(r["so thang"]), since=day(r["tu ngay"])))
    for r in sheets["vi tri"]:
        role = "secretary" if plain(r["chuc danh"]) == "bi thu" else "other"
        p.seats.append(
            Row(
                body=r["ma to chuc"],
                code=r["ma vi tri"],
                role=role,
                starts=day(r["tu ngay"]),
                ends=day(r["den ngay"]),
            )
        )
    for r in sheets["thanh vien"]:
        p.memberships.append(
            Row(
                body=r["ma to chuc"],
                seat=r["ma vi tri"],
                person=r["ma can bo"],
                starts=day(r["tu ngay"]),
                ends=day(r["den ngay"]),
            )
        )
    for r in sheets["van ban"]:
        p.documents.append(
            Row(
                number=r["so ky hieu"],
                issued=day(r["ngay"]),
                effect=day(r["hieu luc tu"]),
                replaces=many(r["thay the"]),
            )
        )
    for r in sheets["quy che lam viec"]:
        span = {
            "issued": day(r["ngay ban hanh"]),
            "effect": day(r["hieu luc tu"]),
            "ends": day(r["het hieu luc"]),
        }
        p.regulations.append(
            Row(body=r["ma to chuc"], number=r["so ky hieu"], bases=many(r["can cu"]), **span)
        )
    for r in sheets["quy che phoi hop"]:
        span = {"effect": day(r["hieu luc tu"]), "ends": day(r["het hieu luc"])}
        p.coordinations.append(
            Row(number=r["so ky hieu"], kind=KINDS[plain(r["loai"])], parties=many(r["cac ben"]), **span)
        )
    for r in sheets["su kien"]:
        p.events.append(
            Row(
                day=day(r["ngay"]),
                kind=plain(r["loai"]),
                name=r["ten"],
                bodies=many(r["ma to chuc"]),
                kept={},
            )
        )
    for r in sheets["cuoc hop"]:
        facts: dict[str, Any] = {
            "kind": "periodic" if plain(r["loai"]) == "dinh ky" else "other",
            "status": STATUSES[plain(r["trang thai"])],
        }
        facts |= {
            "present": None if r["co mat"] is None else int(r["co mat"]),
            "minutes_on": day(r["ngay ky bien ban"]),
            "conclusion": r["so ket luan"],
            "resolution": None,
        }
        p.meetings.append(Row(code=r["ma cuoc hop"], body=r["ma to chuc"], day=day(r["ngay hop"]), **facts))
    for r in sheets["noi dung"]:
        p.items.append(Row(meeting=r["ma cuoc hop"], n=int(r["tt"]), theme=THEMES[plain(r["nhom"])]))
    for r in sheets["diem danh"]:
        p.attendance.append(
            Row(
                meeting=r["ma cuoc hop"],
                person=r["ma can bo"],
                state="present" if plain(r["tinh trang"]) == "co mat" else "absent",
            )
        )
    for r in sheets["bao cao"]:
        days = {
            "submitted": day(r["ngay nop"]),
            "returned": day(r["ngay tra lai"]),
            "resubmitted": day(r["ngay nop lai"]),
        }
        kind = ANNUAL if plain(r["loai"]) == "nam" else r["loai"]
        p.reports.append(Row(body=r["ma to chuc"], kind=kind, period=str(r["ky"]), **days))
    read_follow_up(p, sheets)
    for r in sheets["ngay nghi"]:
        p.days_off.append(Row(day=day(r["ngay"]), kind="worked" if plain(r["loai"]) == "lam bu" else "off"))
    for r in sheets["mien, hoan"]:
        duty = {"rule": r["quy tac"], "subject": r["doi tuong"]}
        p.waivers.append(
            Row(body=r["ma to chuc"], granted=day(r["ngay cho phep"]), until=day(r["den ngay"]), **duty)
        )
    return p


def read_law(p: Province, sheets: dict[str, list[dict[str, Any]]]) -> None:
    for r in sheets.get("loai to chuc", []):
        p.kinds.append(Row(name=plain(r["ten loai"]), organ=plain(r["la co quan"]) == "co"))
    for r in sheets.get("ap dung", []):
        subject = r["quy tac"] or r["tham so"]
        p.law.append(
            Row(
                kind=None if plain(r["loai"]) == "moi loai" else plain(r["loai"]),
                subject=subject,
                value=plain(r["gia tri"]) == "co" if r["quy tac"] else worth(subject, str(r["gia tri"])),
                starts=day(r["tu ngay"]),
                ends=day(r["den ngay"]),
            )
        )
    for r in sheets.get("ke thua", []):
        duties = [DUTIES[plain(duty)] for duty in many(r["nghia vu"])]
        p.successions.append(
            Row(old=r["to chuc cu"], new=r["to chuc moi"], since=day(r["tu ngay"]), duties=duties)
        )
    for r in sheets.get("che do bao cao", []):
        kinds = [plain(kind) for kind in many(r["loai to chuc"])]
        p.regimes.append(
            Row(
                code=r["ma"],
                kinds=None if kinds == ["moi loai"] else kinds,
                rhythm=RHYTHMS[plain(r["ky"])],
                days=int(r["han"]),
                notice=None if r["bao truoc"] is None else int(r["bao truoc"]),
                starts=day(r["tu ngay"]),
                ends=day(r["den ngay"]),
            )
        )


def worth(parameter: str, text: str) -> Any:
    """Return the value of a parameter as the oracle writes it."""
    like = DEFAULTS[parameter]
    if isinstance(like, tuple):
        return tuple(int(part) for part in text.split("/"))
    return text if isinstance(like, str) else Fraction(text) if isinstance(like, Fraction) else int(text)


def read_follow_up(p: Province, sheets: dict[str, list[dict[str, Any]]]) -> None:
    for r in sheets.get("nhiem vu", []):
        days = {"given": day(r["ngay giao"]), "due": day(r["han hoan thanh"])}
        p.tasks.append(
            Row(code=r["ma nhiem vu"], body=r["ma to chuc"], done=day(r["ngay hoan thanh"]), **days)
        )
    for r in sheets.get("de xuat", []):
        days = {"recorded": day(r["ngay ghi nhan"]), "promised": day(r["hen gui ngay"])}
        p.submissions.append(Row(code=r["ma de xuat"], body=r["ma to chuc"], sent=day(r["ngay gui"]), **days))
    for r in sheets.get("y kien chi dao", []):
        days = {"given": day(r["ngay cho y kien"]), "due": day(r["han thuc hien"])}
        p.directions.append(
            Row(code=r["ma y kien"], body=r["ma to chuc"], closed=day(r["ngay ket thuc"]), **days)
        )
    for r in sheets.get("thuc hien chi dao", []):
        facts = {"kind": STEPS[plain(r["loai"])], "due": day(r["han moi"])}
        p.steps.append(Row(direction=r["ma y kien"], n=int(r["tt"]), day=day(r["ngay"]), **facts))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    table = [[tidy(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(table) if sum(cell is not None for cell in row) >= 2)
    heads = [plain(cell) for cell in table[top]]
    return [
        dict(zip(heads, row, strict=True))
        for row in table[top + 1 :]
        if any(cell is not None for cell in row)
    ]


def tidy(cell: object) -> object:
    return (unicodedata.normalize("NFC", cell).strip() or None) if isinstance(cell, str) else cell


def day(cell: Any) -> Any:
    """Return the day that a cell holds, as a date, a time or a text; what is empty stays empty."""
    if isinstance(cell, str):
        d, m, y = re.split(r"[./-]", cell)
        return dt.date(int(y), int(m), int(d))
    return cell.date() if isinstance(cell, dt.datetime) else cell


def many(cell: object) -> list[str]:
    return [part.strip() for part in str(cell or "").split(";") if part.strip()]
