"""Every address of the product, about the records of a furnished province."""

import re
import uuid
from collections.abc import Iterator
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for the arguments of addresses that begin so: the longest beginning counts. A star marks records
# of body A.
ARGUMENTS: dict[str, dict[str, str]] = {
    "to-chuc/<code>/": {"code": "*body.code"},
    "to-chuc/<code>/vi-tri/": {"code": "*body.code", "pk": "seat.pk"},
    "to-chuc/<code>/thanh-vien/": {"code": "*body.code", "pk": "membership.pk"},
    "to-chuc/<code>/chu-ky/": {"code": "*body.code", "pk": "cadence.pk"},
    "to-chuc/<code>/quy-che/": {"code": "*body.code", "pk": "regulation.pk"},
    "to-chuc/<code>/su-kien/": {"code": "*body.code", "pk": "touched.pk"},
    "to-chuc/<code>/phat-hien/": {"code": "*body.code", "rule": "flag.rule", "subject": "flag.subject"},
    "to-chuc/<code>/nhip-hop/": {"code": "*body.code", "name": "period"},
    "to-chuc/loai/": {"pk": "body.kind_id"},
    "danh-ba/": {"code": "*person.code"},
    "danh-ba/chuc-vu/": {"pk": "office.pk"},
    "van-ban/": {"pk": "document.pk"},
    "ma-tran/quy-che/": {"pk": "coordination.pk"},
    "ma-tran/cap-uy/": {"pk": "committee.pk"},
    "su-kien/": {"pk": "event.pk"},
    "sap-xep/": {"pk": "reform.pk"},
    "hop/": {"code": "*meeting.code"},
    "hop/cua-can-bo/": {"code": "*person.code"},
    "hop/da-hop/": {"code": "*planned.code"},
    "hop/cua-to-chuc/": {"body_code": "*body.code"},
    "bao-cao/cua-to-chuc/": {"body_code": "*body.code"},
    "bao-cao/": {"pk": "*report.pk"},
    "quyet-nghi/": {"code": "*decision.code"},
    "lay-y-kien/": {"code": "*consultation.code"},
    "nhiem-vu/": {"code": "*task.code"},
    "de-xuat/": {"code": "*submission.code"},
    "can-xu-ly/": {"pk": "*flag.pk"},
    "can-xu-ly/ghi-chu/": {},
    "mien-hoan/": {"pk": "*waiver.pk"},
    "chi-dao/y-kien/": {"code": "*direction.code", "number": "extension.number"},
    "chi-dao/cua-to-chuc/": {"body_code": "*body.code", "year": "year"},
    "danh-gia/<code>/<year>/": {"code": "*body.code", "year": "year", "criterion": "criterion"},
    "danh-gia/thang-diem/": {"year": "year"},
    "danh-gia/theo-du-thao/": {"pk": "law_draft.pk"},
    "quy-dinh/": {"code": "flag.rule"},
    "quy-dinh/loai/": {"pk": "body.kind_id", "name": "flag.rule"},
    "quy-dinh/du-thao/": {"pk": "law_draft.pk", "row": "drafted_row.pk"},
    "quy-dinh/bo-san/": {"slug": "ready_set"},
    "bao-cao/che-do/": {"pk": "regime.pk"},
    "nhac-viec/du-thao-quy-dinh/": {"pk": "law_draft.pk"},
    "quan-tri/bang-tham-quyen/": {"pk": "matter.pk"},
    "quan-tri/ngay-nghi/": {"pk": "day_off.pk"},
    "giay-to/": {"pk": "*paper.pk", "kind": "form_of_file"},
    "giay-to/ban-ky/": {"key": "signed_copy.key"},
    "giay-to/nhiem-ky/": {"pk": "term.pk"},
    "giay-to/chung-thu/": {"pk": "certificate.pk"},
    "giay-to/mau/ap-dung/": {"kind": "kind_of_paper"},
    "giay-to/mau/bo/": {"pk": "template_choice.pk"},
    "giay-to/mau/": {"pk": "paper_template.pk", "form": "form_of_file"},
    "giay-to/mau/co-san/": {"kind": "kind_of_paper", "profile": "paper_profile", "form": "form_of_file"},
    "api/v1/organizations/": {"id": "*body.code"},
    "api/v1/posts/": {"id": "*seat.code"},
    "api/v1/memberships/": {"id": "*member"},
    "api/v1/persons/": {"id": "*person.code"},
    "tro-giup/": {"slug": "chapter"},
    "nhac-viec/xem-truoc/mau/": {"slug": "sample_mail"},
    "nhac-viec/de-nghi/": {"pk": "answer.pk"},
    "nhac-viec/cong-van/": {"pk": "letter.pk"},
    "nhac-viec/cua-viec/": {"code": "*body.code", "flag_id": "flag.pk"},
    "nhac-viec/tam-dung/them/": {"code": "*body.code", "flag_id": "flag.pk"},
}
UNKNOWN = {"IntConverter": 987654321, "PathConverter": "khong/co", "UUIDConverter": uuid.UUID(int=7)}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


class Address(NamedTuple):
    """An address of the product: its name, its path about body A, whether that path names a record of A."""

    name: str
    path: str
    of_a: bool


def addresses(province: SimpleNamespace) -> Iterator[Address]:
    """Generate every address that the product serves, about body A's records where it is about a record at
    all."""
    for route, name, converters in _routes(get_resolver().url_patterns, "", ""):
        beginning = max((start for start in ARGUMENTS if route.startswith(start)), key=len, default="")
        path, of_a = route, False
        for argument, converter in converters.items():
            source = ARGUMENTS.get(beginning, {}).get(argument, "")
            value = (
                attrgetter(source.lstrip("*"))(province)
                if source
                else UNKNOWN.get(type(converter).__name__, "khong-co")
            )
            path = path.replace(f"<{argument}>", converter.to_url(value))
            of_a |= source.startswith("*")
        if "(?P" not in path:
            yield Address(name, "/" + path, of_a)


def _routes(
    patterns: list[URLPattern | URLResolver], before: str, namespace: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for pattern in patterns:
        route = before + ARGUMENT.sub(r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, route, inner)
        else:
            yield route, f"{namespace}{pattern.name or ''}", pattern.pattern.converters
