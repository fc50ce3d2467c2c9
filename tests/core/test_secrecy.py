"""What carries a secrecy mark, and what only speaks of one."""

import pytest
from django.apps import apps
from django.test import RequestFactory

from accounts.views.entrance import RefusalMiddleware
from core import clock
from core.errors import Refused
from core.fields import LineField, TextField
from core.secrecy import carries_mark, check_not_secret, name_carries_mark

MARKED = [
    "Mật",
    "MẬT",
    "(Mật)",
    "[TỐI MẬT] Tờ trình về nhân sự",
    "Tuyệt mật: phương án nhân sự",
    "Tờ trình về công tác cán bộ (Mật)",
    "Báo cáo tình hình - Mật",
    "Độ mật: Mật",
    "Tờ trình, độ Tối mật, về nhân sự",
    "Phương án nhân sự tuyệt mật",
    "Báo cáo MẬT về an ninh",
    "Mật - Báo cáo về an ninh",
    "Ma\u0302\u0323t",
]
UNMARKED = [
    "",
    "Kết quả công tác bảo vệ bí mật nhà nước năm 2026",
    "Quán triệt quy định về bảo mật thông tin",
    "Hỗ trợ hội viên nuôi ong lấy mật ong",
    "Xây dựng mối quan hệ mật thiết với nhân dân",
    "Phối hợp với Mặt trận Tổ quốc",
    "TRIỂN KHAI CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Công tác cơ mật, cơ yếu",
]


@pytest.mark.parametrize("line", MARKED)
def test_a_mark_is_seen(line: str) -> None:
    assert carries_mark(line)


@pytest.mark.parametrize("line", UNMARKED)
def test_everyday_words_are_no_mark(line: str) -> None:
    assert not carries_mark(line)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("to-trinh (Mật).pdf", True),
        ("to_trinh_toi_mat.docx", True),
        ("TUYET-MAT phuong an.pdf", True),
        ("bao cao [mat].pdf", True),
        ("Mặt trận Tổ quốc.pdf", False),
        ("mat-tran-to-quoc.pdf", False),
        ("bao-mat-thong-tin.pdf", False),
    ],
)
def test_file_names(name: str, marked: bool) -> None:
    assert name_carries_mark(name) is marked


def test_the_refusal_names_the_law_and_the_field() -> None:
    with pytest.raises(Refused) as refused:
        check_not_secret("Tờ trình về nhân sự\n(Tối mật)", field="subject")
    assert "117/2025/QH15" in refused.value.message
    assert "Điều 5" in refused.value.message
    assert refused.value.field == "subject"


def typed_fields():
    """Return every field of the product that holds what people type."""
    return [
        (model, field)
        for model in apps.get_models()
        if "." not in model.__module__.removesuffix(".models")
        and not hasattr(model, "pgh_id")  # the history is written by the database
        for field in model._meta.local_concrete_fields
        if isinstance(field, LineField | TextField)
    ]


@pytest.mark.parametrize(
    ("model", "field"), typed_fields(), ids=lambda thing: getattr(thing, "__name__", None) or thing.name
)
def test_no_field_that_people_type_into_takes_a_mark(model, field):
    with pytest.raises(Refused, match="dấu chỉ độ mật") as refused:
        field.pre_save(model(**{field.attname: "Tờ trình (Tối mật)"}), add=True)
    assert refused.value.field == field.name
    assert field.pre_save(model(**{field.attname: "Mật ong rừng"}), add=True) == "Mật ong rừng"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "typed", "marked"),
    [
        ("/su-kien/them/", {"occurred_on": "02/03/2026", "kind": "congress"}, "name"),
        ("/nhac-viec/tam-dung/them/DD-A/", {"until": f"{clock.today():%d/%m/%Y}"}, "reason"),
        ("/danh-ba/chuc-vu/them/", {}, "name"),
        (
            "/van-ban/them/",
            {"number": "12-QĐ/TU", "issued_on": "02/03/2026", "effective_on": "02/03/2026"},
            "title",
        ),
    ],
)
def test_a_form_says_so_and_keeps_what_was_typed(path, typed, marked, body_a, staff, as_user):
    answer = as_user(staff).post(path, typed | {"bodies": body_a.pk, marked: "Chuẩn bị nhân sự (Tối mật)"})
    assert answer.status_code == 422
    assert "dấu chỉ độ mật" in answer.content.decode()
    assert "Chuẩn bị nhân sự (Tối mật)" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field"), [("/giay-to/the-thuc/", "place"), ("/nhac-viec/cai-dat/", "sender_name")]
)
def test_the_offices_settings_take_no_mark_either(path, field, administrator, as_user):
    client = as_user(administrator)
    typed = client.get(path).context["form"].initial | {field: "(Tối mật)"}
    answer = client.post(path, {name: value for name, value in typed.items() if value is not None})
    assert answer.status_code == 422
    assert "dấu chỉ độ mật" in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_that_a_page_does_not_say_itself_is_said_and_is_no_failure():
    answer = RefusalMiddleware(lambda request: None).process_exception(
        RequestFactory().get("/"), Refused("Không ghi được.")
    )
    assert answer is not None
    assert answer.status_code == 422
    assert "Không ghi được." in answer.content.decode()
