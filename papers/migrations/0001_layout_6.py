import uuid

import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.keys
import core.schema
from papers.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *_by_hand.BEFORE,
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="CommitteeTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=40, unique=True, verbose_name="nhiệm kỳ")),
                        (
                            "starts_on",
                            models.DateField(
                                help_text="Ngày sau ngày bế mạc đại hội.", verbose_name="từ ngày"
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày bế mạc đại hội kế tiếp.",
                                null=True,
                                verbose_name="đến ngày",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nhiệm kỳ",
                        "verbose_name_plural": "nhiệm kỳ",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="paper_term_ends_after_it_starts",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_committeetermevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="68b539c1d4359f9bd15f2c73806e65ebf487d569",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_29c1e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_committeeterm",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_committeetermevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cb4a8915d7cbbb3208d7343299257427d2052d0b",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0b471",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_committeeterm",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_committeetermevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f1c29f82faf20d665c38900b882627c46fa49875",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b645e",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_committeeterm",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeTermEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.committeeterm",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", core.fields.LineField(max_length=40, verbose_name="nhiệm kỳ")),
                        (
                            "starts_on",
                            models.DateField(
                                help_text="Ngày sau ngày bế mạc đại hội.", verbose_name="từ ngày"
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày bế mạc đại hội kế tiếp.",
                                null=True,
                                verbose_name="đến ngày",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NumbersUsed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="numbers_used",
                                to="papers.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("series", core.fields.LineField(blank=True, max_length=40, verbose_name="sổ")),
                        ("document_type", models.CharField(max_length=8, verbose_name="loại văn bản")),
                        (
                            "number",
                            models.PositiveIntegerField(
                                verbose_name="số lớn nhất đã dùng trước khi dùng hệ thống"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "số đã dùng",
                        "verbose_name_plural": "số đã dùng",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("term", "series", "document_type"),
                                name="one_start_per_term_series_and_type",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_numbersusedevent" ("document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "term_id") SELECT new_values."document_type", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."series", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ef72421a43e513812dc0e83c3eace2d630b65eb0",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3d4bb",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_numbersused",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_numbersusedevent" ("document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "term_id") SELECT new_values."document_type", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."series", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="874d572b2d234dfb7255e0c4ed36eabf27969225",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4f587",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_numbersused",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_numbersusedevent" ("document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "term_id") SELECT old_values."document_type", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."series", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a1202d5d8a4bc8ec6ef8be9e13e24638aa472b53",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7a494",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_numbersused",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumbersUsedEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.numbersused",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("series", core.fields.LineField(blank=True, max_length=40, verbose_name="sổ")),
                        ("document_type", models.CharField(max_length=8, verbose_name="loại văn bản")),
                        (
                            "number",
                            models.PositiveIntegerField(
                                verbose_name="số lớn nhất đã dùng trước khi dùng hệ thống"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OfficeHead",
                    fields=[
                        ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                        (
                            "superior",
                            core.fields.LineField(default="TỈNH UỶ …", max_length=120, verbose_name="cấp uỷ"),
                        ),
                        (
                            "issuer",
                            core.fields.LineField(
                                default="VĂN PHÒNG", max_length=120, verbose_name="cơ quan ban hành"
                            ),
                        ),
                        (
                            "symbol",
                            core.fields.LineField(
                                default="VPTU", max_length=20, verbose_name="ký hiệu cơ quan"
                            ),
                        ),
                        ("place", core.fields.LineField(default="…", max_length=60, verbose_name="địa danh")),
                        (
                            "authority",
                            core.fields.LineField(
                                default="CHÁNH VĂN PHÒNG",
                                help_text="Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG. Thừa lệnh: T/L BAN THƯỜNG VỤ.",
                                max_length=80,
                                verbose_name="quyền hạn ký",
                            ),
                        ),
                        (
                            "office",
                            core.fields.LineField(
                                blank=True,
                                help_text="Cấp phó: PHÓ CHÁNH VĂN PHÒNG. Người đứng đầu: để trống.",
                                max_length=80,
                                verbose_name="chức vụ người ký",
                            ),
                        ),
                        (
                            "signer",
                            core.fields.LineField(
                                blank=True, max_length=120, verbose_name="họ và tên người ký"
                            ),
                        ),
                        (
                            "archive",
                            core.fields.LineField(
                                default="Lưu Văn phòng Tỉnh uỷ.", max_length=120, verbose_name="nơi lưu"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thể thức văn bản",
                        "verbose_name_plural": "thể thức văn bản",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="there_is_one_office_head"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_officeheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT new_values."archive", new_values."authority", new_values."id", new_values."issuer", new_values."office", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."signer", new_values."superior", new_values."symbol" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f42481d176047cecdcef896e7370bf6f4688def7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5a7f2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_officehead",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_officeheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT new_values."archive", new_values."authority", new_values."id", new_values."issuer", new_values."office", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."signer", new_values."superior", new_values."symbol" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="de2865f47dedaa6f826e80a673a729fd494eb1c3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cb0b7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_officehead",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_officeheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT old_values."archive", old_values."authority", old_values."id", old_values."issuer", old_values."office", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."signer", old_values."superior", old_values."symbol" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7d42d7e1154ffd76b30358cf242b26244e6c28b9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_99170",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_officehead",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeHeadEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.officehead",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.IntegerField()),
                        (
                            "superior",
                            core.fields.LineField(default="TỈNH UỶ …", max_length=120, verbose_name="cấp uỷ"),
                        ),
                        (
                            "issuer",
                            core.fields.LineField(
                                default="VĂN PHÒNG", max_length=120, verbose_name="cơ quan ban hành"
                            ),
                        ),
                        (
                            "symbol",
                            core.fields.LineField(
                                default="VPTU", max_length=20, verbose_name="ký hiệu cơ quan"
                            ),
                        ),
                        ("place", core.fields.LineField(default="…", max_length=60, verbose_name="địa danh")),
                        (
                            "authority",
                            core.fields.LineField(
                                default="CHÁNH VĂN PHÒNG",
                                help_text="Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG. Thừa lệnh: T/L BAN THƯỜNG VỤ.",
                                max_length=80,
                                verbose_name="quyền hạn ký",
                            ),
                        ),
                        (
                            "office",
                            core.fields.LineField(
                                blank=True,
                                help_text="Cấp phó: PHÓ CHÁNH VĂN PHÒNG. Người đứng đầu: để trống.",
                                max_length=80,
                                verbose_name="chức vụ người ký",
                            ),
                        ),
                        (
                            "signer",
                            core.fields.LineField(
                                blank=True, max_length=120, verbose_name="họ và tên người ký"
                            ),
                        ),
                        (
                            "archive",
                            core.fields.LineField(
                                default="Lưu Văn phòng Tỉnh uỷ.", max_length=120, verbose_name="nơi lưu"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PaperTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "Word (DOCX)"),
                                    ("xlsx", "Excel (XLSX)"),
                                    ("png", "Ảnh PNG"),
                                    ("jpg", "Ảnh JPEG"),
                                ],
                                max_length=8,
                                verbose_name="loại tệp",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "paper_kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                default="cong-van",
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        ("note", core.fields.LineField(blank=True, max_length=200, verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "mẫu văn bản của văn phòng",
                        "verbose_name_plural": "mẫu văn bản của văn phòng",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_papertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."note", new_values."paper_kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5f0261e911966231bca1ecd2611cc70b7b55d66f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_389b6",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_papertemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_papertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."note", new_values."paper_kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5ec7d48889aac32b16fbbe263f510c2c4d5defb8",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a2aeb",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_papertemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_papertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", old_values."note", old_values."paper_kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f0d3ddb30bc529cdcdd06b9101f8eb7216e0c05a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9a28d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_papertemplate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.papertemplate",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "Word (DOCX)"),
                                    ("xlsx", "Excel (XLSX)"),
                                    ("png", "Ảnh PNG"),
                                    ("jpg", "Ảnh JPEG"),
                                ],
                                max_length=8,
                                verbose_name="loại tệp",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "paper_kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                default="cong-van",
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        ("note", core.fields.LineField(blank=True, max_length=200, verbose_name="ghi chú")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TemplateChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper_kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                default="cong-van",
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: mẫu có sẵn.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices",
                                to="papers.papertemplate",
                                verbose_name="mẫu",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="áp dụng từ ngày")),
                        (
                            "note",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ, ghi chú"),
                        ),
                        ("chosen_at", models.DateTimeField(verbose_name="chọn lúc")),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người chọn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mẫu văn bản được áp dụng",
                        "verbose_name_plural": "mẫu văn bản được áp dụng",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper_kind", "starts_on"), name="one_template_per_kind_and_day"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."note", new_values."paper_kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."template_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f268ec16c4e1491226c4119a04c71e52c7137038",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0d9d7",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_templatechoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."note", new_values."paper_kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."template_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a9c65268c81355e5f1487e6b22a7cb7d0011601d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1780d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_templatechoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "paper_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT old_values."chosen_at", old_values."chosen_by_id", old_values."id", old_values."note", old_values."paper_kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."template_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2e0ba58bfd5bae37d3a19b715ea2502f13ab8764",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e2fed",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_templatechoice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateChoiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.templatechoice",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "paper_kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                default="cong-van",
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: mẫu có sẵn.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.papertemplate",
                                verbose_name="mẫu",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="áp dụng từ ngày")),
                        (
                            "note",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ, ghi chú"),
                        ),
                        ("chosen_at", models.DateTimeField(verbose_name="chọn lúc")),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người chọn",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        (
                            "series",
                            core.fields.LineField(
                                blank=True,
                                help_text="Để trống: văn phòng. Khác: mã của tổ chức.",
                                max_length=40,
                                verbose_name="sổ",
                            ),
                        ),
                        (
                            "about",
                            core.fields.LineField(blank=True, max_length=80, verbose_name="khoá hồ sơ"),
                        ),
                        ("record_name", core.fields.LineField(blank=True, max_length=400, verbose_name="về")),
                        (
                            "document_type",
                            models.CharField(blank=True, max_length=8, verbose_name="ký hiệu loại văn bản"),
                        ),
                        (
                            "profile",
                            models.CharField(
                                choices=[
                                    ("HD36_2018", "Hướng dẫn 36-HD/VPTW (2018)"),
                                    ("HD05_2026", "Hướng dẫn 05-HD/VPTW (2026)"),
                                ],
                                max_length=12,
                                verbose_name="thể thức",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="papers.papertemplate",
                                verbose_name="mẫu của văn phòng",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="papers.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                        ("dated_on", models.DateField(verbose_name="ngày văn bản")),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        (
                            "frame",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="thể thức trên văn bản",
                            ),
                        ),
                        (
                            "blocks",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="nội dung",
                            ),
                        ),
                        (
                            "built",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="nội dung lập từ số liệu",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "dự thảo"),
                                    ("numbered", "đã lấy số"),
                                    ("signed", "đã ký"),
                                    ("replaced", "đã thay thế"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacements",
                                to="papers.paper",
                                verbose_name="thay thế văn bản",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lập",
                            ),
                        ),
                        ("edited_at", models.DateTimeField(verbose_name="sửa lúc")),
                        (
                            "edited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người sửa",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="mã kiểm SHA-256"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("title", "record_name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "văn bản",
                        "verbose_name_plural": "văn bản",
                        "indexes": [
                            models.Index(fields=["kind", "series", "about"], name="paper_about"),
                            models.Index(fields=["-dated_on", "-id"], name="paper_register"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="paper_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "document_type", "term", "number"),
                                name="one_paper_per_series_type_term_and_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number__isnull", True), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        models.Q(
                                            ("document_type", ""),
                                            models.Q(("number__isnull", False), ("term__isnull", False)),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_numbered_paper_has_number_and_term",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="a_numbered_paper_does_not_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NOT (OLD."state" = \'draft\') AND (OLD."blocks" IS DISTINCT FROM (NEW."blocks") OR OLD."frame" IS DISTINCT FROM (NEW."frame") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on")))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="88e40d217d11b8669f49f6f607ca99a0cb38bdb9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_a_numbered_paper_does_not_change_ae52c",
                                    table="papers_paper",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT new_values."about", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."document_type", new_values."edited_at", new_values."edited_by_id", new_values."frame", new_values."id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile", new_values."record_name", new_values."replaces_id", new_values."series", new_values."sha256", new_values."state", new_values."template_id", new_values."term_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8f6b6b3cde24fbca6153bc544f742214b58623ff",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b0728",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_paper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT new_values."about", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."document_type", new_values."edited_at", new_values."edited_by_id", new_values."frame", new_values."id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile", new_values."record_name", new_values."replaces_id", new_values."series", new_values."sha256", new_values."state", new_values."template_id", new_values."term_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."about" IS DISTINCT FROM (new_values."about") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."dated_on" IS DISTINCT FROM (new_values."dated_on") OR old_values."document_type" IS DISTINCT FROM (new_values."document_type") OR old_values."edited_at" IS DISTINCT FROM (new_values."edited_at") OR old_values."edited_by_id" IS DISTINCT FROM (new_values."edited_by_id") OR old_values."frame" IS DISTINCT FROM (new_values."frame") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."profile" IS DISTINCT FROM (new_values."profile") OR old_values."record_name" IS DISTINCT FROM (new_values."record_name") OR old_values."replaces_id" IS DISTINCT FROM (new_values."replaces_id") OR old_values."search_text" IS DISTINCT FROM (new_values."search_text") OR old_values."series" IS DISTINCT FROM (new_values."series") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."template_id" IS DISTINCT FROM (new_values."template_id") OR old_values."term_id" IS DISTINCT FROM (new_values."term_id") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ba759fab8238bfb67681d4bc5a0321754283dfae",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_de34d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_paper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT old_values."about", old_values."created_at", old_values."created_by_id", old_values."dated_on", old_values."document_type", old_values."edited_at", old_values."edited_by_id", old_values."frame", old_values."id", old_values."kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile", old_values."record_name", old_values."replaces_id", old_values."series", old_values."sha256", old_values."state", old_values."template_id", old_values."term_id", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aaec4364d44c3c67c0487e0777b71a660d13c0da",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_835e6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_paper",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.paper",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cong-van", "công văn đôn đốc"),
                                    ("bao-cao", "báo cáo"),
                                    ("tom-tat", "tóm tắt một trang"),
                                    ("bien-ban", "biên bản"),
                                    ("giay-moi", "giấy mời"),
                                    ("chuong-trinh", "chương trình"),
                                    ("danh-sach", "danh sách ký tên"),
                                    ("nghi-quyet", "nghị quyết"),
                                    ("ket-luan", "kết luận"),
                                    ("thong-bao", "thông báo kết luận"),
                                    ("chi-dao", "thông báo ý kiến chỉ đạo"),
                                    ("phieu-lay-y-kien", "phiếu lấy ý kiến bằng văn bản"),
                                    ("tong-hop-y-kien", "tổng hợp ý kiến bằng văn bản"),
                                    ("to-trinh", "tờ trình kiện toàn"),
                                    ("quyet-dinh", "quyết định chỉ định"),
                                    ("phieu-danh-gia", "phiếu đánh giá"),
                                    ("phu-luc", "phụ lục số liệu"),
                                ],
                                max_length=20,
                                verbose_name="loại văn bản",
                            ),
                        ),
                        (
                            "series",
                            core.fields.LineField(
                                blank=True,
                                help_text="Để trống: văn phòng. Khác: mã của tổ chức.",
                                max_length=40,
                                verbose_name="sổ",
                            ),
                        ),
                        (
                            "about",
                            core.fields.LineField(blank=True, max_length=80, verbose_name="khoá hồ sơ"),
                        ),
                        ("record_name", core.fields.LineField(blank=True, max_length=400, verbose_name="về")),
                        (
                            "document_type",
                            models.CharField(blank=True, max_length=8, verbose_name="ký hiệu loại văn bản"),
                        ),
                        (
                            "profile",
                            models.CharField(
                                choices=[
                                    ("HD36_2018", "Hướng dẫn 36-HD/VPTW (2018)"),
                                    ("HD05_2026", "Hướng dẫn 05-HD/VPTW (2026)"),
                                ],
                                max_length=12,
                                verbose_name="thể thức",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.papertemplate",
                                verbose_name="mẫu của văn phòng",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                        ("dated_on", models.DateField(verbose_name="ngày văn bản")),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        (
                            "frame",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="thể thức trên văn bản",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "dự thảo"),
                                    ("numbered", "đã lấy số"),
                                    ("signed", "đã ký"),
                                    ("replaced", "đã thay thế"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.paper",
                                verbose_name="thay thế văn bản",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lập",
                            ),
                        ),
                        ("edited_at", models.DateTimeField(verbose_name="sửa lúc")),
                        (
                            "edited_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người sửa",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="mã kiểm SHA-256"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("title", "record_name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SignedCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "Word (DOCX)"),
                                    ("xlsx", "Excel (XLSX)"),
                                    ("png", "Ảnh PNG"),
                                    ("jpg", "Ảnh JPEG"),
                                ],
                                max_length=8,
                                verbose_name="loại tệp",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "signatures",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="chữ ký số",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bản đã ký",
                        "verbose_name_plural": "bản đã ký",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_signedcopyevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "signatures", "signed_on", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."signatures", new_values."signed_on", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6ebc97b4ea43e4339440aab786cfb5635d91a02b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e64df",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_signedcopy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_signedcopyevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "signatures", "signed_on", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."signatures", new_values."signed_on", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7513250fddcc3a96899a22a36295231ad409dd07",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fe2e3",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_signedcopy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_signedcopyevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "signatures", "signed_on", "size") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."signatures", old_values."signed_on", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c1635479a484ad57c94d96c7eed1b4c63619c58f",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_08b68",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_signedcopy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedCopyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.signedcopy",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "Word (DOCX)"),
                                    ("xlsx", "Excel (XLSX)"),
                                    ("png", "Ảnh PNG"),
                                    ("jpg", "Ảnh JPEG"),
                                ],
                                max_length=8,
                                verbose_name="loại tệp",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "paper",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "signatures",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="chữ ký số",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TrustedCertificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("pem", models.TextField(verbose_name="chứng thư (PEM)")),
                        ("subject", core.fields.LineField(max_length=300, verbose_name="chủ thể")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="dấu vân tay SHA-256")),
                        ("valid_until", models.DateField(verbose_name="có giá trị đến")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        (
                            "removed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thôi tin cậy lúc"),
                        ),
                    ],
                    options={
                        "verbose_name": "chứng thư tin cậy",
                        "verbose_name_plural": "chứng thư tin cậy",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("fingerprint",),
                                name="a_certificate_is_trusted_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_trustedcertificateevent" ("added_at", "added_by_id", "fingerprint", "id", "pem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject", "valid_until") SELECT new_values."added_at", new_values."added_by_id", new_values."fingerprint", new_values."id", new_values."pem", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."subject", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1b31e07751c9b94e0059db6938d90e086d010f52",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f8fef",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="papers_trustedcertificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_trustedcertificateevent" ("added_at", "added_by_id", "fingerprint", "id", "pem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject", "valid_until") SELECT new_values."added_at", new_values."added_by_id", new_values."fingerprint", new_values."id", new_values."pem", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."subject", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d673937aeb1bf3f4e07ade824fb52b8fab94d88f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bf495",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="papers_trustedcertificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_trustedcertificateevent" ("added_at", "added_by_id", "fingerprint", "id", "pem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject", "valid_until") SELECT old_values."added_at", old_values."added_by_id", old_values."fingerprint", old_values."id", old_values."pem", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."subject", old_values."valid_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7cc48c22c6a406900588bb2ccd30c41ee48af96d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d7026",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="papers_trustedcertificate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrustedCertificateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="papers.trustedcertificate",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("pem", models.TextField(verbose_name="chứng thư (PEM)")),
                        ("subject", core.fields.LineField(max_length=300, verbose_name="chủ thể")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="dấu vân tay SHA-256")),
                        ("valid_until", models.DateField(verbose_name="có giá trị đến")),
                        ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        (
                            "removed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thôi tin cậy lúc"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=16, unique=True, verbose_name="mã xác thực")),
                        ("title", core.fields.LineField(max_length=400, verbose_name="văn bản")),
                        (
                            "number_line",
                            core.fields.LineField(blank=True, max_length=80, verbose_name="số, ký hiệu"),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        ("issued_at", models.DateTimeField(verbose_name="cấp lúc")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người in",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proof",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mã xác thực",
                        "verbose_name_plural": "mã xác thực",
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
