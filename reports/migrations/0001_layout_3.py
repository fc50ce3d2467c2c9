import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.keys
import core.schema


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("delegations", "0001_layout_3"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("annual", "Năm")],
                                default="annual",
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="kỳ")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("submitted_on", models.DateField(verbose_name="ngày nộp")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lại")),
                        ("return_remarks", models.TextField(blank=True, verbose_name="ý kiến trả lại")),
                        (
                            "resubmitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nộp lại"),
                        ),
                        (
                            "accepted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày chấp nhận"),
                        ),
                        (
                            "political_results",
                            models.TextField(blank=True, verbose_name="kết quả thực hiện nhiệm vụ chính trị"),
                        ),
                        (
                            "personnel_results",
                            models.TextField(blank=True, verbose_name="kết quả công tác tổ chức, cán bộ"),
                        ),
                        (
                            "acceptance_remarks",
                            models.TextField(blank=True, verbose_name="nhận xét khi chấp nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "number",
                                    django.db.models.functions.comparison.Cast("year", models.TextField()),
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "báo cáo",
                        "verbose_name_plural": "báo cáo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "kind", "year", "submitted_on"),
                                name="one_report_per_body_kind_period_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_on__isnull", True),
                                    ("returned_on__gte", models.F("submitted_on")),
                                    _connector="OR",
                                ),
                                name="report_returned_after_it_is_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resubmitted_on__isnull", True),
                                    models.Q(
                                        ("returned_on__isnull", False),
                                        ("resubmitted_on__gte", models.F("returned_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_submitted_again_after_it_is_returned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_on__isnull", True),
                                    ("accepted_on__gte", models.F("submitted_on")),
                                    _connector="OR",
                                ),
                                name="report_accepted_after_it_is_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1930), ("year__lte", 2200)),
                                name="report_year_is_a_year",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "kind", "number", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "resubmitted_on", "return_remarks", "returned_on", "submitted_on", "year") SELECT new_values."acceptance_remarks", new_values."accepted_on", new_values."body_id", new_values."id", new_values."kind", new_values."number", new_values."personnel_results", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."political_results", new_values."resubmitted_on", new_values."return_remarks", new_values."returned_on", new_values."submitted_on", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0a8097536af09ce2e3e8364ed38c77dc7e74a495",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_84ceb",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "kind", "number", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "resubmitted_on", "return_remarks", "returned_on", "submitted_on", "year") SELECT new_values."acceptance_remarks", new_values."accepted_on", new_values."body_id", new_values."id", new_values."kind", new_values."number", new_values."personnel_results", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."political_results", new_values."resubmitted_on", new_values."return_remarks", new_values."returned_on", new_values."submitted_on", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="232302f306b155de754fe8a34533957dc78d002d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_234a9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "kind", "number", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "resubmitted_on", "return_remarks", "returned_on", "submitted_on", "year") SELECT old_values."acceptance_remarks", old_values."accepted_on", old_values."body_id", old_values."id", old_values."kind", old_values."number", old_values."personnel_results", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."political_results", old_values."resubmitted_on", old_values."return_remarks", old_values."returned_on", old_values."submitted_on", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="acd858cbec65862a3e08bf7f43571e277ec01849",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6acd6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportEvent",
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
                                to="reports.report",
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
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("annual", "Năm")],
                                default="annual",
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="kỳ")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("submitted_on", models.DateField(verbose_name="ngày nộp")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lại")),
                        ("return_remarks", models.TextField(blank=True, verbose_name="ý kiến trả lại")),
                        (
                            "resubmitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nộp lại"),
                        ),
                        (
                            "accepted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày chấp nhận"),
                        ),
                        (
                            "political_results",
                            models.TextField(blank=True, verbose_name="kết quả thực hiện nhiệm vụ chính trị"),
                        ),
                        (
                            "personnel_results",
                            models.TextField(blank=True, verbose_name="kết quả công tác tổ chức, cán bộ"),
                        ),
                        (
                            "acceptance_remarks",
                            models.TextField(blank=True, verbose_name="nhận xét khi chấp nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "number",
                                    django.db.models.functions.comparison.Cast("year", models.TextField()),
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="mã đề xuất"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("subject", core.fields.LineField(max_length=500, verbose_name="nội dung đề xuất")),
                        ("recorded_on", models.DateField(verbose_name="ngày ghi nhận")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn gửi ngày")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số tờ trình"),
                        ),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                        (
                            "answer_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số văn bản trả lời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đề xuất",
                        "verbose_name_plural": "đề xuất",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_on__isnull", True)),
                                fields=["body", "promised_on"],
                                name="unsent_submission_by_promise",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="submission_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on__isnull", True),
                                    models.Q(
                                        ("sent_on__isnull", False), ("answered_on__gte", models.F("sent_on"))
                                    ),
                                    _connector="OR",
                                ),
                                name="submission_answered_after_it_is_sent",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT new_values."answer", new_values."answer_number", new_values."answered_on", new_values."body_id", new_values."code", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_on", new_values."recorded_on", new_values."sent_on", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="98bce76770ecf2307be9c4b2d77738ff63d3e273",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8d03d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT new_values."answer", new_values."answer_number", new_values."answered_on", new_values."body_id", new_values."code", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_on", new_values."recorded_on", new_values."sent_on", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3a1d32782379e776404d10f6da4051a4afe8c706",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_98c4b",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT old_values."answer", old_values."answer_number", old_values."answered_on", old_values."body_id", old_values."code", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_on", old_values."recorded_on", old_values."sent_on", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c3d0918986faee8d297fb0a5312fdab5cdd534d5",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_dfd0f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubmissionEvent",
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
                                to="reports.submission",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã đề xuất")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("subject", core.fields.LineField(max_length=500, verbose_name="nội dung đề xuất")),
                        ("recorded_on", models.DateField(verbose_name="ngày ghi nhận")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn gửi ngày")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số tờ trình"),
                        ),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                        (
                            "answer_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số văn bản trả lời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportFile",
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
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.report",
                                verbose_name="báo cáo",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.submission",
                                verbose_name="đề xuất",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tệp của báo cáo, đề xuất",
                        "verbose_name_plural": "tệp của báo cáo, đề xuất",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("report__isnull", True), ("submission__isnull", True), _connector="XOR"
                                ),
                                name="a_file_is_of_a_report_or_a_submission",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."report_id", new_values."sha256", new_values."size", new_values."submission_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="885e2ba31108dd2adaf03ae11314506801455358",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_359f0",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."report_id", new_values."sha256", new_values."size", new_values."submission_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="77a003f2a35010fe6466e5e0aa80d946ee88772e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_91b67",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."report_id", old_values."sha256", old_values."size", old_values."submission_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8acaafe80c092ec09406cac1a8b3780832231165",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_135c3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportFileEvent",
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
                                to="reports.reportfile",
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
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                                verbose_name="báo cáo",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.submission",
                                verbose_name="đề xuất",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
