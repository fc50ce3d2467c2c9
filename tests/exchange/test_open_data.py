"""The open data over HTTP: its shape, whom it lets in, what it refuses, what it costs."""

import datetime as dt
import json
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from accounts.enums import TokenScope
from accounts.models import AccessToken
from accounts.services import tokens
from core import clock
from core.addresses import reverse
from delegations.enums import SeatRole
from delegations.models import Succession
from obligations.models import Flag
from obligations.queries import horizon
from obligations.services import judging
from tests import factories
from tests.exchange import popolo
from tests.worlds.furnished import SECRET_A

pytestmark = pytest.mark.django_db

LISTS = {"organizations": "bodies", "posts": "bodies", "memberships": "people", "persons": "people"}
LISTS |= {"findings": "findings", "periods": "findings", "meetings": "findings", "reports": "findings"}
LISTS |= {"findings/spans": "findings"}
KINDS = {
    "organizations": "organization",
    "posts": "post",
    "memberships": "membership",
    "persons": "person",
    "meetings": "event",
}


@pytest.fixture
def key():
    """Return a function that gives a reader with a new key of a user: `read(path, **parameters)`."""

    def make(user, *scopes):
        now = clock.now()
        name = f"Khoá {AccessToken.objects.count()}"
        _, secret = tokens.make(
            name=name, scopes=scopes or TokenScope.values, expires_on=now.date(), by=user, now=now
        )

        def read(path, *, headers=None, **asked):
            return Client().get(
                f"/api/v1/{path}", asked, headers={"Authorization": f"Bearer {secret}", **(headers or {})}
            )

        return read

    return make


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def ids(answer):
    assert answer.status_code == 200, answer.content.decode()
    return [item["id"] for item in answer.json()["items"]]


# The document ---------------------------------------------------------------------------------


@pytest.fixture
def document(key, staff):
    return key(staff)("openapi.json").json()


def test_the_document_is_openapi_and_describes_every_address(document):
    validate(document)

    served = {name for name in document["paths"] if "{" not in name}
    assert served == {f"/api/v1/{name}" for name in (*LISTS, "findings/summary", "popolo")}
    assert all(set(path) == {"get"} for path in document["paths"].values())
    for path in document["paths"].values():
        told = path["get"]
        assert told["security"] == [{"Bearer": []}, {"Session": []}]
        assert set(told["responses"]) == {"200", "401", "403", "404", "422", "429"}
        assert "Phạm vi của khoá: " in told["description"]
        assert all(
            parameter.get("description") or parameter["in"] == "path" for parameter in told["parameters"]
        )
    named = json.dumps(document)
    assert all(f"#/components/schemas/{name}" in named for name in document["components"]["schemas"])


def test_each_address_answers_as_the_document_says(document, key, staff, furnished):
    read = key(staff)
    items = {name: ids(read(name)) for name in (*KINDS, "findings", "reports")}
    for path, methods in document["paths"].items():
        name = path.removeprefix("/api/v1/").removesuffix("/{id}")
        known = [items[name][-1].replace("~", "~t").replace("/", "~s")] if "{" in path else [""]
        for address, status in [(path.replace("{id}", code), 200) for code in known] + (
            [(path.replace("{id}", "khong-co"), 404)] if "{" in path else []
        ):
            answer = read(address.removeprefix("/api/v1/"))
            assert answer.status_code == status, address
            fits(document, methods, answer)
        fits(
            document,
            methods,
            read(path.removeprefix("/api/v1/"), la="1") if "{" not in path else read(f"{name}/x", la="1"),
            422,
        )
        fits(document, methods, Client().get(path), 401)


def fits(document, methods, answer, status=None):
    assert status in (None, answer.status_code), answer.content
    content = methods["get"]["responses"][str(answer.status_code)]["content"]
    (kind,) = content
    assert answer.headers["Content-Type"].split(";")[0] == kind
    schema = {**content[kind]["schema"], "components": document["components"]}
    assert list(Draft202012Validator(schema).iter_errors(json.loads(body_of(answer)))) == []


def test_a_parameter_of_the_document_is_taken_and_each_of_its_values(document, key, staff, furnished):
    read = key(staff)
    for path, methods in document["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if parameter["in"] == "query":
                schema = parameter["schema"]
                inner = schema.get("items", schema)
                values = inner.get("enum") or {
                    "integer": [2024 if parameter["name"] == "year" else 1],
                    "boolean": ["true"],
                }.get(inner.get("type"), [])
                for value in values or (
                    ["2025-12-31"] if parameter["name"] in {"on", "since", "until", "to"} else []
                ):
                    answer = read(
                        path.removeprefix("/api/v1/").replace("{id}", "x"), **{parameter["name"]: value}
                    )
                    assert answer.status_code in ({200} if "{" not in path else {404}), (
                        path,
                        parameter["name"],
                        value,
                    )


# The shape ------------------------------------------------------------------------------------


def test_every_item_is_popolo(key, staff, furnished):
    read = key(staff)
    for name, kind in KINDS.items():
        for item in read(name).json()["items"]:
            assert popolo.faults(kind, item) == []


def test_the_schemas_would_find_what_is_wrong():
    assert popolo.faults("organization", {"founding_date": "31/12/2025"})
    assert popolo.faults("person", {"email": "không phải thư"})
    assert popolo.faults("post", {"links": [{"url": "to-chuc"}]})
    assert popolo.faults("membership", {"links": [{"note": "không có địa chỉ"}]})
    assert popolo.faults("person", {"contact_details": [{"type": "email"}]})


def test_a_body_tells_all_that_its_page_does(key, staff):
    factories.ProvinceFactory(name="tỉnh Quảng Mẫu")
    values = {
        "symbol": "ĐĐH",
        "founding_decision": "12-QĐ/TU",
        "ending_decision": "9-QĐ/TU",
        "phone": "0233 1",
        "ended_on": dt.date(2025, 2, 1),
    }
    old = factories.BodyFactory(code="DD/CŨ", **values)
    new = factories.BodyFactory(code="DU-UBND", founded_on=dt.date(2025, 2, 2))
    Succession.objects.create(predecessor=old, successor=new)
    seat = factories.SeatFactory(body=new, code="S:1", role=SeatRole.SECRETARY)
    factories.SeatFactory(body=new, code="S~2")
    person = factories.PersonFactory(
        code="CB:7", full_name="Trần Thị Mẫu", email="mau@tinhmau.example", phone="0912"
    )
    factories.MembershipFactory(
        seat=seat,
        person=person,
        title="Chủ tịch",
        starts_on=dt.date(2025, 2, 2),
        decision_number="7-QĐ/TU",
        portfolio="Chung",
    )
    read = key(staff)

    ended = read("organizations/DD~sCŨ", on="2025-12-31").json()
    assert (ended["id"], ended["founding_date"], ended["dissolution_date"]) == (
        "DD/CŨ",
        "2020-01-01",
        "2025-02-01",
    )
    assert (ended["state"], ended["successor_ids"], ended["parent_id"]) == ("ended", ["DU-UBND"], "tinh-uy")
    assert ended["identifiers"] == [
        {"identifier": "DD/CŨ", "scheme": "ma-to-chuc"},
        {"identifier": "ĐĐH", "scheme": "ky-hieu"},
    ]
    assert [(row["type"], row["value"]) for row in ended["contact_details"]] == [
        ("email", old.email),
        ("voice", "0233 1"),
    ]
    assert [row["note"] for row in ended["sources"]] == [
        "Quyết định thành lập số 12-QĐ/TU",
        "Quyết định kết thúc số 9-QĐ/TU",
    ]
    assert popolo.faults("organization", ended) == []
    assert read("organizations/DD~sCŨ", on="2024-01-01").json()["state"] == "active"

    assert ids(read("organizations", on="2025-12-31")) == ["tinh-uy", "DU-UBND"]
    assert ids(read("organizations", on="2025-12-31", state="ended")) == ["DD/CŨ"]
    assert ids(read("organizations", on="2024-12-31", state="planned")) == ["DU-UBND"]
    top = read("organizations/tinh-uy").json()
    assert (top["name"], top["parent_id"]) == ("Tỉnh uỷ Quảng Mẫu", None)
    there = read("organizations/DU-UBND").json()
    assert (there["strength"], there["predecessor_ids"]) == (
        {"required": 2, "filled": 1, "vacant": 1},
        ["DD/CŨ"],
    )

    assert [(post["id"], post["vacant"]) for post in read("posts").json()["items"]] == [
        ("S:1", False),
        ("S~2", True),
    ]
    (member,) = read("memberships").json()["items"]
    assert member["id"] == "S~c1:CB~c7:2025-02-02"
    assert (member["person_id"], member["post_id"], member["organization_id"], member["role"]) == (
        "CB:7",
        "S:1",
        "DU-UBND",
        "Bí thư",
    )
    assert (member["label"], member["decision_number"], member["portfolio"]) == (
        "Chủ tịch",
        "7-QĐ/TU",
        "Chung",
    )
    assert read("memberships/S~tc1:CB~tc7:2025-02-02").json() == member
    (shown,) = read("persons").json()["items"]
    assert (shown["id"], shown["name"], shown["email"]) == ("CB:7", "Trần Thị Mẫu", "mau@tinhmau.example")
    assert "password" not in json.dumps(shown)


def test_the_committee_of_a_city_bears_its_own_name(key, staff):
    factories.ProvinceFactory(name="thành phố Huế Mẫu")
    assert key(staff)("organizations/tinh-uy").json()["name"] == "Thành uỷ Huế Mẫu"


def test_the_whole_file_holds_together(key, staff, furnished):
    file = json.loads(body_of(key(staff)("popolo", on="2026-11-23")))

    assert file["meta"]["on"] == "2026-11-23"
    known = {name: {item["id"] for item in file[name]} for name in ("organizations", "posts", "persons")}
    assert all(
        popolo.faults(KINDS[name], item) == [] for name in LISTS if name in file for item in file[name]
    )
    assert {item["parent_id"] for item in file["organizations"]} == {None, "tinh-uy"}
    assert all(item["organization_id"] in known["organizations"] for item in file["posts"])
    for item in file["memberships"]:
        assert item["organization_id"] in known["organizations"]
        assert item["post_id"] in known["posts"]
        assert item["person_id"] in known["persons"]
    assert file["memberships"]


def test_a_download_has_a_name_with_its_day(as_user, staff, furnished):
    answer = as_user(staff).get("/api/v1/popolo", {"on": "23/11/2026"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="popolo-2026-11-23.json"'


# Who reads what -------------------------------------------------------------------------------


def test_a_stranger_is_told_how_to_come_in(furnished):
    for name in (*LISTS, "popolo", "findings/summary", "organizations/DD-A", "openapi.json", "khong-co", ""):
        answer = Client().get(f"/api/v1/{name}")
        assert answer.status_code == 401, name
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "Authorization: Bearer" in answer.json()["detail"]
        assert SECRET_A not in answer.content.decode()


def test_a_key_reads_within_its_scopes(key, staff, furnished):
    for scope in TokenScope.values:
        read = key(staff, scope)
        for name, needed in LISTS.items():
            answer = read(name)
            assert answer.status_code == (200 if scope == needed else 403), (scope, name)
            if scope != needed:
                assert f"không có phạm vi {needed}" in answer.json()["detail"]
        assert read("popolo").status_code == 403
        assert read("findings/summary").status_code == (200 if scope == "findings" else 403)
    assert "people" in key(staff, "bodies")("popolo").json()["detail"]
    assert key(staff, "bodies", "people")("popolo").status_code == 200


def test_names_of_people_come_with_their_scope_alone(key, staff, body_a):
    factories.ProvinceFactory(tracking_from=dt.date(2020, 1, 1))
    person = factories.PersonFactory(
        code="CB-KIN", full_name="Nguyễn Kín Tên", email="kin@tinhmau.example", phone="0912345678"
    )
    seat = factories.SeatFactory(body=body_a)
    factories.MembershipFactory(seat=seat, person=person, ends_on=clock.today() + dt.timedelta(5))
    judging.sweep(on=clock.today(), at=clock.now())
    assert Flag.objects.filter(rule="term-ending").exists()

    without = "".join(
        key(staff, "bodies", "findings")(name).content.decode()
        for name in ("organizations", "posts", "findings", "periods", "meetings", "reports")
    )
    having = key(staff, "people", "findings")

    assert not [words for words in ("Kín Tên", "kin@tinhmau", "0912345678") if words in without]
    assert "CB-KIN" in without
    assert "Nguyễn Kín Tên" in having("findings").content.decode()
    assert "0912345678" in having("persons").content.decode()


def test_a_secretary_reads_the_bodies_granted(key, as_user, secretary_of_b, furnished, body_a, body_b):
    Succession.objects.create(predecessor=body_a, successor=body_b)
    read = key(secretary_of_b)
    for name in (*LISTS, "popolo", "findings/summary"):
        for text in (
            body_of(read(name)).decode(),
            body_of(as_user(secretary_of_b).get(f"/api/v1/{name}")).decode(),
        ):
            assert SECRET_A not in text, name
            assert "DD-A" not in text, name
    assert ids(read("organizations")) == ["tinh-uy", "DD-B"]
    assert ids(read("persons")) == ["CB-DD-B"]
    for address in (
        "organizations/DD-A",
        "posts/DD-A-01",
        "persons/CB-DD-A",
        "memberships/DD-A-01:CB-DD-A:2020-01-01",
    ):
        mine, nobodys = read(address), read(address.replace("DD-A", "DD-Z"))
        assert (mine.status_code, nobodys.status_code) == (404, 404)
        assert mine.json()["detail"].replace("DD-A", "DD-Z") == nobodys.json()["detail"]
    for name in LISTS:
        if name != "organizations":
            assert read(name, organization_id="DD-A").status_code == 422
    secretary_of_b.grants.create(body=body_a)
    assert ids(read("organizations")) == ["tinh-uy", "DD-A", "DD-B"]


def test_a_logged_in_browser_reads_without_a_key(as_user, leader, furnished):
    client = as_user(leader)
    for name in LISTS:
        assert client.get(f"/api/v1/{name}").status_code == 200
    leader.must_change_password = True
    leader.save()
    assert client.get("/api/v1/persons").status_code == 401


def test_nothing_is_written_and_no_other_site_reads(as_user, key, staff, furnished):
    read, client = key(staff), as_user(staff)
    for name in (*LISTS, "popolo", "openapi.json", "organizations/DD-A", "khong-co"):
        for method in ("post", "put", "patch", "delete", "options", "trace"):
            answer = getattr(client, method)(f"/api/v1/{name}")
            assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
            assert "chỉ để đọc" in answer.json()["detail"]
    answer = read("persons", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head = client.head("/api/v1/persons")
    assert (head.status_code, head.content) == (200, b"")


def test_answers_are_vietnamese_whatever_the_browser_speaks(as_user, staff, furnished):
    client = as_user(staff)
    client.post(reverse("choose_language"), {"language": "en", "next": "/"})

    answer = client.get("/api/v1/posts")

    assert answer.headers["Content-Language"] == "vi"
    assert answer.json()["items"][0]["role"] == "Bí thư"
    assert "không có tham số này" in client.get("/api/v1/posts?x=1").json()["detail"]
    assert "không phải là ngày có thật" in client.get("/api/v1/posts?on=x").json()["detail"]


# Asking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "parameter", "words"),
    [
        ("on=2026-13-01", "on", "“2026-13-01” không phải là ngày có thật"),
        ("on=hôm nay", "on", "Viết NĂM-THÁNG-NGÀY, ví dụ 2026-11-23"),
        ("on=1026-01-01", "on", "từ năm 1930 đến 2200"),
        ("page=0", "page", "phải từ 1 trở lên"),
        ("page=-1", "page", "phải từ 1 trở lên"),
        ("page=1000001", "page", "nhiều nhất là 1000000"),
        ("page=" + "9" * 5000, "page", "số quá lớn"),
        ("page=1.5", "page", "phải là số nguyên"),
        ("per_page=201", "per_page", "nhiều nhất là 200"),
        ("per_page=x", "per_page", "phải là số nguyên"),
        ("severity=grave", "severity", "Chọn một trong: info, warning, serious"),
        ("severity=serious&severity=grave", "severity", "“grave” không có trong danh mục"),
        ("rule=%00", "rule", "không có trong danh mục"),
        ("q=" + "x" * 201, "q", "dài nhất 200 ký tự"),
        ("organization_id=a%00b", "organization_id", "không có tổ chức mang mã a"),
        ("organization_id=KHONG-CO", "organization_id", "không có tổ chức mang mã KHONG-CO"),
        ("&".join(f"organization_id={n}" for n in range(101)), "organization_id", "nêu nhiều nhất 100 lần"),
        ("classification=Hội kín", "classification", "không có loại tổ chức Hội kín"),
        ("severty=serious", "severty", "không có tham số này; dùng được: "),
        ("sort=id", "sort", "Chọn một trong"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_to_do(as_user, staff, asked, parameter, words):
    answer = as_user(staff).get(f"/api/v1/findings?{asked}")

    assert answer.status_code == 422, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == parameter
    assert words in fault["message"]
    assert f"{parameter}: {fault['message']}." == answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "parameter", "words"),
    [
        ("from=x", "from", "Viết NĂM-THÁNG-NGÀY"),
        ("from=2026-02-01&to=2026-01-31", "to", "phải từ ngày đầu (from) trở đi"),
        ("first=2026-02-01", "first", "dùng được: page, per_page"),
        ("on=2026-02-01", "on", ", from, to"),
        ("to=2099-01-01", "to", "xem trước được đến hết ngày"),
    ],
)
def test_days_that_cannot_be_are_named(as_user, staff, asked, parameter, words):
    answer = as_user(staff).get(f"/api/v1/findings/spans?{asked}")

    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == parameter
    assert words in fault["message"]


HOSTILE = st.text(max_size=20) | st.sampled_from(
    [
        "\x00",
        "%",
        "_",
        "'",
        '"',
        "\\",
        "<script>",
        "ỷ",
        "\u202e",
        "1e9",
        "-0",
        "١",
        "true",
        "2026-02-30",
        "🏛" * 50,
    ]
)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_asked_breaks_it(as_user, staff, body_a, data):
    client = as_user(staff)
    name = data.draw(
        st.sampled_from(
            [*LISTS, "findings/summary", "popolo", "organizations/x", "persons/~", "memberships/::"]
        )
    )
    fields = [
        "on",
        "page",
        "per_page",
        "q",
        "organization_id",
        "rule",
        "state",
        "role",
        "year",
        "since",
        "from",
        "to",
        "every_day",
        "person_id",
        "count",
        "sort",
        "x",
    ]
    asked = data.draw(st.lists(st.tuples(st.sampled_from(fields) | HOSTILE, HOSTILE), max_size=4))

    answer = client.get(f"/api/v1/{name}?{urlencode(asked, errors='surrogatepass')}")

    assert answer.status_code in {200, 404, 422}
    assert isinstance(json.loads(body_of(answer)), dict)


def test_pages_follow_each_other_to_the_end(key, staff):
    made = [body.code for body in factories.BodyFactory.create_batch(7)]
    factories.ProvinceFactory()
    read, found, address = key(staff), [], "organizations?per_page=3"
    while address:
        answer = read(address.removeprefix("http://testserver/api/v1/"))
        found += ids(answer)
        page = answer.json()
        assert (page["total"], page["per_page"]) == (8, 3)
        address = page["next"]

    assert found == ["tinh-uy", *sorted(made)]
    assert page["page"] == 3
    assert page["previous"] == "http://testserver/api/v1/organizations?per_page=3&page=2"
    beyond = read("organizations", per_page=3, page=9).json()
    assert (beyond["items"], beyond["next"], beyond["previous"]) == (
        [],
        None,
        "http://testserver/api/v1/organizations?per_page=3&page=3",
    )


def test_filters_narrow(key, staff, furnished):
    read = key(staff)

    assert set(ids(read("posts", organization_id="DD-A"))) == {"DD-A-01", "DD-A-02"}
    assert set(ids(read("posts", organization_id=["DD-A", "DD-B"], role="secretary"))) == {
        "DD-A-01",
        "DD-B-01",
    }
    assert ids(read("memberships", person_id="CB-DD-A")) == ["DD-A-01:CB-DD-A:2020-01-01"]
    assert ids(read("memberships", on="2019-12-31")) == []
    assert len(ids(read("memberships", on="2019-12-31", every_day="true"))) == 2
    assert ids(read("persons", q="viec cua b")) == ["CB-DD-B"]
    assert ids(read("organizations", q="hội b")) == ["DD-B"]
    assert ids(read("organizations", classification="Đảng đoàn")) == ["DD-A", "DD-B"]
    assert ids(read("meetings", organization_id="DD-A", status="held")) == ["DD-A/2024-001"]
    assert ids(read("meetings", until="2024-01-31")) == []
    assert ids(read("reports", year="2024", organization_id="DD-B")) == ["DD-B:annual:2024:2025-01-05"]
    assert ids(read("reports", on="2025-01-04")) == []
    rules = {
        item["rule"] for item in read("findings", rule=["meeting-overdue", "action-overdue"]).json()["items"]
    }
    assert rules == {"meeting-overdue", "action-overdue"}
    assert {item["organization_id"] for item in read("findings", q="dd-a").json()["items"]} == {"DD-A"}
    (rhythm,) = read("periods", organization_id="DD-A", count="3").json()["items"]
    assert [period["state"] for period in rhythm["periods"][:2]] == ["missed", "missed"]


def test_a_finding_brings_its_reasons(key, staff, furnished):
    (found,) = key(staff)("findings", organization_id="DD-A", rule="action-overdue").json()["items"]

    assert found["id"] == "DD-A:action-overdue:DD-A/NV-1"
    assert (found["status"], found["severity"], found["due_on"]) == ("overdue", "serious", "2024-03-01")
    assert found["days_late"] == (clock.today() - dt.date(2024, 3, 1)).days
    assert found["parameters"][0]["reference"]
    assert found["evidence"]["task"]["code"] == "DD-A/NV-1"
    page = found["links"][0]["url"].partition("/to-chuc/")[2]
    assert Client().get(f"/to-chuc/{page}").status_code == 302
    assert page == "DD-A/phat-hien/action-overdue/DD-A/NV-1/"


def test_a_finding_is_read_by_its_days(key, staff, furnished, body_a):
    read = key(staff)

    def spans(**asked):
        answer = read("findings/spans", organization_id="DD-A", rule="action-overdue", **asked)
        return [(item["severity"], item["starts_on"], item["ends_on"]) for item in answer.json()["items"]]

    warning, serious = ("warning", "2024-03-02", "2024-03-31"), ("serious", "2024-04-01", None)
    assert spans() == [serious]
    assert spans(**{"from": "2024-01-01"}) == [warning, serious]
    assert spans(**{"from": "2024-01-01", "to": "2024-03-02"}) == [warning]
    assert spans(to="2024-03-15") == [warning]
    assert spans(**{"from": "2099-01-01"}) == [serious]
    assert spans(**{"from": "2024-03-31", "to": "2024-03-31"}) == [warning]
    assert spans(**{"from": "2024-01-01", "to": "2024-03-01"}) == []
    assert spans(**{"from": "2024-01-01", "severity": "serious"}) == [serious]
    page = read(
        "findings/spans", rule="action-overdue", per_page=1, **{"from": "2024-01-01", "to": "2024-04-01"}
    )
    first = page.json()
    assert (first["from"], first["to"], first["total"]) == ("2024-01-01", "2024-04-01", 4)
    assert first["items"] == [
        {
            "id": "DD-A:action-overdue:DD-A/NV-1",
            "organization_id": "DD-A",
            "rule": "action-overdue",
            "subject": "DD-A/NV-1",
            "status": "overdue",
            "severity": "warning",
            "due_on": "2024-03-01",
            "starts_on": "2024-03-02",
            "ends_on": "2024-03-31",
        }
    ]
    second = read(first["next"].removeprefix("http://testserver/api/v1/")).json()
    assert [item["severity"] for item in second["items"]] == ["serious"]


def test_every_link_leads_somewhere(key, as_user, staff, furnished):
    read, client = key(staff), as_user(staff)
    links = {link["url"] for name in KINDS for item in read(name).json()["items"] for link in item["links"]}
    links |= {
        link["url"]
        for name in ("findings", "reports")
        for item in read(name).json()["items"]
        for link in item["links"]
    }

    for url in links:
        path = url.removeprefix("http://localhost:8000").partition("#")[0]
        assert client.get(path, follow=True).status_code == 200, url


def test_what_has_not_changed_is_not_sent_again(key, staff, furnished, body_a):
    read = key(staff)
    first = read("organizations")

    again = read("organizations", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in first.headers["Vary"].split(",")}

    body_a.phone = "0233 999"
    body_a.save()
    assert read("organizations", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


# What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["findings", "findings/summary", "periods"])
def test_findings_of_a_day_too_far_ahead_are_refused(key, staff, name):
    read, last = key(staff), horizon.needed(clock.today())

    assert read(name, on=str(last)).status_code == 200
    refused = read(name, on=str(last + dt.timedelta(1)))
    assert refused.status_code == 422
    assert f"xem trước được đến hết ngày {last}" in refused.content.decode()


COSTS = {
    "organizations": 8,
    "posts": 4,
    "memberships": 4,
    "persons": 4,
    "findings": 6,
    "findings/spans": 4,
    "findings/summary": 3,
    "periods": 5,
    "meetings": 4,
    "reports": 4,
}


@pytest.mark.parametrize("number", [3, 30])
def test_a_page_costs_the_same_whatever_it_holds(key, staff, number, django_assert_num_queries):
    factories.ProvinceFactory(tracking_from=dt.date(2024, 1, 1))
    last = None
    for body in factories.BodyFactory.create_batch(number):
        seat = factories.SeatFactory(body=body, role=SeatRole.SECRETARY)
        factories.SeatFactory(body=body)
        factories.MembershipFactory(seat=seat)
        factories.MeetingFactory(body=body)
        factories.ReportFactory(body=body)
        if last:
            Succession.objects.create(predecessor=last, successor=body)
        last = body
    with time_machine.travel(clock.now(), tick=False):  # a new window of counting costs one query more
        judging.sweep(on=clock.today(), at=clock.now())
        read = key(staff)
        read("organizations")
        found = {}
        for name in COSTS:
            with Counted() as count:
                assert (
                    read(name, **({} if name == "findings/summary" else {"per_page": 100})).status_code == 200
                )
            found[name] = count.number
        assert found == COSTS
        with django_assert_num_queries(WHOLE):
            body_of(read("popolo"))


WHOLE = 11


class Counted:
    """Counts queries."""

    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)

    def __enter__(self):
        self.wrapped = connection.execute_wrapper(self)
        self.wrapped.__enter__()
        return self

    def __exit__(self, *rest):
        self.wrapped.__exit__(*rest)


# The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("persona", ["staff", "leader", "secretary_of_a", "administrator"])
def test_the_page_describes_every_address_to_everyone(request, as_user, document, persona):
    page = as_user(request.getfixturevalue(persona)).get(reverse("exchange:open-data")).content.decode()

    for path in document["paths"]:
        assert f"<code>{path}</code>" in page
    assert 'href="/api/v1/openapi.json"' in page
    assert ("Nhập, xuất dữ liệu</a></li></ol>" in page) == (persona in {"staff", "administrator"})
    assert (
        "/nhap-xuat/du-lieu-mo/"
        in as_user(request.getfixturevalue(persona)).get("/to-chuc/").content.decode()
    )
