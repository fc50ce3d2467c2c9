import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
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
        ("delegations", "0001_layout_6"),
        ("outbox", "0001_layout_6"),
        ("papers", "0001_layout_6"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Direction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", core.fields.LineField(max_length=60, unique=True, verbose_name="mã ý kiến")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="directions",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("rule", models.CharField(blank=True, max_length=40, verbose_name="quy tắc")),
                        (
                            "subject",
                            core.fields.LineField(blank=True, max_length=80, verbose_name="đối tượng"),
                        ),
                        ("text", models.TextField(verbose_name="nội dung chỉ đạo")),
                        (
                            "leader_name",
                            core.fields.LineField(max_length=160, verbose_name="lãnh đạo cho ý kiến"),
                        ),
                        (
                            "leader_office",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="chức vụ"),
                        ),
                        ("is_spoken", models.BooleanField(default=False, verbose_name="ghi thay")),
                        ("given_on", models.DateField(verbose_name="ngày cho ý kiến")),
                        ("due_on", models.DateField(verbose_name="hạn thực hiện")),
                        (
                            "urgency",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "thường"),
                                    ("urgent", "khẩn"),
                                    ("pressing", "thượng khẩn"),
                                    ("at-once", "hoả tốc"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="độ khẩn",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "sent_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày ghi vào hệ thống; thời hạn xác nhận tiếp nhận tính từ ngày này.",
                                null=True,
                                verbose_name="ngày chuyển đến tổ chức",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày tiếp nhận"),
                        ),
                        (
                            "receiver_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người tiếp nhận"),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: xác nhận qua liên kết trong thư, hoặc nhập từ tệp.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi tiếp nhận",
                            ),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="directions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giao theo dõi",
                            ),
                        ),
                        (
                            "assignee_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người theo dõi"),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="ngày kết thúc")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "đã thực hiện"),
                                    ("not-done", "không thực hiện"),
                                    ("replaced", "thay bằng ý kiến khác"),
                                    ("withdrawn", "đã rút lại"),
                                ],
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("closing_words", models.TextField(blank=True, verbose_name="ý kiến khi kết thúc")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi kết thúc",
                            ),
                        ),
                        (
                            "closer_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người xác nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "text", "leader_name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ý kiến chỉ đạo",
                        "verbose_name_plural": "ý kiến chỉ đạo",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_on__isnull", True)),
                                fields=["due_on"],
                                name="open_direction_by_due_day",
                            ),
                            models.Index(fields=["body", "rule", "subject"], name="direction_of_finding"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="direction_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("given_on"))),
                                name="direction_due_not_before_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="direction_closed_not_before_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_on__isnull", True),
                                    ("received_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="direction_received_not_before_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_on__isnull", True), ("receiver_name", "")),
                                    models.Q(
                                        ("received_on__isnull", False),
                                        models.Q(("receiver_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_received_direction_names_who_received_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", True), ("outcome", "")),
                                    models.Q(
                                        ("closed_on__isnull", False), models.Q(("outcome", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_closed_direction_has_an_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rule", ""), ("subject", "")),
                                    models.Q(
                                        models.Q(("rule", ""), _negated=True),
                                        models.Q(("subject", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_direction_names_a_whole_finding_or_none",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionevent" ("assigned_to_id", "assignee_name", "body_id", "closed_by_id", "closed_on", "closer_name", "closing_words", "code", "due_on", "given_by_id", "given_on", "id", "is_spoken", "leader_name", "leader_office", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "receiver_name", "rule", "sent_on", "subject", "text", "urgency") SELECT new_values."assigned_to_id", new_values."assignee_name", new_values."body_id", new_values."closed_by_id", new_values."closed_on", new_values."closer_name", new_values."closing_words", new_values."code", new_values."due_on", new_values."given_by_id", new_values."given_on", new_values."id", new_values."is_spoken", new_values."leader_name", new_values."leader_office", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_by_id", new_values."received_on", new_values."receiver_name", new_values."rule", new_values."sent_on", new_values."subject", new_values."text", new_values."urgency" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="565608935bed0fdb1758e18f4592c97a0926a242",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7dd8c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="directions_direction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionevent" ("assigned_to_id", "assignee_name", "body_id", "closed_by_id", "closed_on", "closer_name", "closing_words", "code", "due_on", "given_by_id", "given_on", "id", "is_spoken", "leader_name", "leader_office", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "receiver_name", "rule", "sent_on", "subject", "text", "urgency") SELECT new_values."assigned_to_id", new_values."assignee_name", new_values."body_id", new_values."closed_by_id", new_values."closed_on", new_values."closer_name", new_values."closing_words", new_values."code", new_values."due_on", new_values."given_by_id", new_values."given_on", new_values."id", new_values."is_spoken", new_values."leader_name", new_values."leader_office", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_by_id", new_values."received_on", new_values."receiver_name", new_values."rule", new_values."sent_on", new_values."subject", new_values."text", new_values."urgency" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c178544d18cc2aa90aa9a049bad41079f0b6390a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ac12f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="directions_direction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionevent" ("assigned_to_id", "assignee_name", "body_id", "closed_by_id", "closed_on", "closer_name", "closing_words", "code", "due_on", "given_by_id", "given_on", "id", "is_spoken", "leader_name", "leader_office", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "receiver_name", "rule", "sent_on", "subject", "text", "urgency") SELECT old_values."assigned_to_id", old_values."assignee_name", old_values."body_id", old_values."closed_by_id", old_values."closed_on", old_values."closer_name", old_values."closing_words", old_values."code", old_values."due_on", old_values."given_by_id", old_values."given_on", old_values."id", old_values."is_spoken", old_values."leader_name", old_values."leader_office", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_by_id", old_values."received_on", old_values."receiver_name", old_values."rule", old_values."sent_on", old_values."subject", old_values."text", old_values."urgency" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e6498a6a4a2ab5c86439a6a25d112a6db85c79f0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2dfbc",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="directions_direction",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DirectionEvent",
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
                                to="directions.direction",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã ý kiến")),
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
                        ("rule", models.CharField(blank=True, max_length=40, verbose_name="quy tắc")),
                        (
                            "subject",
                            core.fields.LineField(blank=True, max_length=80, verbose_name="đối tượng"),
                        ),
                        ("text", models.TextField(verbose_name="nội dung chỉ đạo")),
                        (
                            "leader_name",
                            core.fields.LineField(max_length=160, verbose_name="lãnh đạo cho ý kiến"),
                        ),
                        (
                            "leader_office",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="chức vụ"),
                        ),
                        ("is_spoken", models.BooleanField(default=False, verbose_name="ghi thay")),
                        ("given_on", models.DateField(verbose_name="ngày cho ý kiến")),
                        ("due_on", models.DateField(verbose_name="hạn thực hiện")),
                        (
                            "urgency",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "thường"),
                                    ("urgent", "khẩn"),
                                    ("pressing", "thượng khẩn"),
                                    ("at-once", "hoả tốc"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="độ khẩn",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "sent_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày ghi vào hệ thống; thời hạn xác nhận tiếp nhận tính từ ngày này.",
                                null=True,
                                verbose_name="ngày chuyển đến tổ chức",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày tiếp nhận"),
                        ),
                        (
                            "receiver_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người tiếp nhận"),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: xác nhận qua liên kết trong thư, hoặc nhập từ tệp.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi tiếp nhận",
                            ),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giao theo dõi",
                            ),
                        ),
                        (
                            "assignee_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người theo dõi"),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="ngày kết thúc")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "đã thực hiện"),
                                    ("not-done", "không thực hiện"),
                                    ("replaced", "thay bằng ý kiến khác"),
                                    ("withdrawn", "đã rút lại"),
                                ],
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("closing_words", models.TextField(blank=True, verbose_name="ý kiến khi kết thúc")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi kết thúc",
                            ),
                        ),
                        (
                            "closer_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người xác nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "text", "leader_name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DirectionStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                        ("on", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("report", "báo cáo tiến độ"),
                                    ("proposal", "đề nghị kết thúc"),
                                    ("further", "ý kiến thêm của lãnh đạo"),
                                    ("reopened", "mở lại"),
                                ],
                                default="report",
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="nội dung")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "đã thực hiện"),
                                    ("not-done", "không thực hiện"),
                                    ("replaced", "thay bằng ý kiến khác"),
                                    ("withdrawn", "đã rút lại"),
                                ],
                                max_length=10,
                                verbose_name="kết quả đề nghị",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn mới")),
                        (
                            "evidence",
                            core.fields.LineField(
                                blank=True,
                                help_text="Số, ký hiệu, ngày của văn bản thể hiện kết quả.",
                                max_length=300,
                                verbose_name="minh chứng",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "by_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người nêu"),
                        ),
                    ],
                    options={
                        "verbose_name": "thực hiện chỉ đạo",
                        "verbose_name_plural": "thực hiện chỉ đạo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("direction", "number"), name="one_step_per_direction_and_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "proposal"), models.Q(("outcome", ""), _negated=True)),
                                    models.Q(models.Q(("kind", "proposal"), _negated=True), ("outcome", "")),
                                    _connector="OR",
                                ),
                                name="only_a_proposal_names_an_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True),
                                    ("kind__in", ["further", "reopened"]),
                                    _connector="OR",
                                ),
                                name="only_a_leaders_word_moves_the_due_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionstepevent" ("by_id", "by_name", "direction_id", "due_on", "evidence", "id", "kind", "number", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."by_id", new_values."by_name", new_values."direction_id", new_values."due_on", new_values."evidence", new_values."id", new_values."kind", new_values."number", new_values."on", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7f4d6175fb56221d58a7fe09eb4608ed1a3339d2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_69337",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="directions_directionstep",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionstepevent" ("by_id", "by_name", "direction_id", "due_on", "evidence", "id", "kind", "number", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."by_id", new_values."by_name", new_values."direction_id", new_values."due_on", new_values."evidence", new_values."id", new_values."kind", new_values."number", new_values."on", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="142b9c22d206f790299522699363ff88e35cdddb",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_877d1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="directions_directionstep",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionstepevent" ("by_id", "by_name", "direction_id", "due_on", "evidence", "id", "kind", "number", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."by_id", old_values."by_name", old_values."direction_id", old_values."due_on", old_values."evidence", old_values."id", old_values."kind", old_values."number", old_values."on", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3f54403a3110b8ea49ddad073b8810a432586d1f",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_39bb3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="directions_directionstep",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DirectionStepEvent",
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
                                to="directions.directionstep",
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
                            "direction",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                        ("on", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("report", "báo cáo tiến độ"),
                                    ("proposal", "đề nghị kết thúc"),
                                    ("further", "ý kiến thêm của lãnh đạo"),
                                    ("reopened", "mở lại"),
                                ],
                                default="report",
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="nội dung")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "đã thực hiện"),
                                    ("not-done", "không thực hiện"),
                                    ("replaced", "thay bằng ý kiến khác"),
                                    ("withdrawn", "đã rút lại"),
                                ],
                                max_length=10,
                                verbose_name="kết quả đề nghị",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn mới")),
                        (
                            "evidence",
                            core.fields.LineField(
                                blank=True,
                                help_text="Số, ký hiệu, ngày của văn bản thể hiện kết quả.",
                                max_length=300,
                                verbose_name="minh chứng",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "by_name",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người nêu"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DirectionFile",
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
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="directions.directionstep",
                                verbose_name="thực hiện chỉ đạo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tệp của ý kiến chỉ đạo",
                        "verbose_name_plural": "tệp của ý kiến chỉ đạo",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "step_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size", new_values."step_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9da72acef0610ee47f7ce1e266479dee091c755b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_876dc",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="directions_directionfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "step_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size", new_values."step_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="41a909e4649698342f8e0fda054aaf0bdf42a6b8",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_de71a",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="directions_directionfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "step_id") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."size", old_values."step_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d32e4f0445fdd9266ab1656830a285f7766fb771",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1933a",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="directions_directionfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DirectionFileEvent",
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
                                to="directions.directionfile",
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
                            "step",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directions.directionstep",
                                verbose_name="thực hiện chỉ đạo",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                        ("asked_on", models.DateField(verbose_name="ngày xin gia hạn")),
                        ("until", models.DateField(verbose_name="xin gia hạn đến ngày")),
                        ("reason", models.TextField(verbose_name="lý do")),
                        (
                            "asker_name",
                            core.fields.LineField(max_length=160, verbose_name="người xin gia hạn"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: gửi qua liên kết trong thư, hoặc nhập từ tệp.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[("granted", "đồng ý gia hạn"), ("refused", "không đồng ý gia hạn")],
                                max_length=8,
                                verbose_name="trả lời",
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("decision_words", models.TextField(blank=True, verbose_name="ý kiến trả lời")),
                        (
                            "decider_name",
                            core.fields.LineField(
                                blank=True, max_length=160, verbose_name="lãnh đạo trả lời"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi trả lời",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "xin gia hạn ý kiến chỉ đạo",
                        "verbose_name_plural": "xin gia hạn ý kiến chỉ đạo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("direction", "number"), name="one_request_per_direction_and_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_on__isnull", True)),
                                fields=("direction",),
                                name="one_request_for_more_time_waits",
                                violation_error_message="Đã có đề nghị gia hạn đang chờ lãnh đạo trả lời.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("asked_on"))),
                                name="more_time_ends_not_before_it_is_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("decision", "")),
                                    models.Q(
                                        ("decided_on__gte", models.F("asked_on")),
                                        models.Q(("decision", ""), _negated=True),
                                        models.Q(("decider_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_decided_request_has_a_decision",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_extensionevent" ("asked_by_id", "asked_on", "asker_name", "decided_by_id", "decided_on", "decider_name", "decision", "decision_words", "direction_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT new_values."asked_by_id", new_values."asked_on", new_values."asker_name", new_values."decided_by_id", new_values."decided_on", new_values."decider_name", new_values."decision", new_values."decision_words", new_values."direction_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0aaad7f1367b236ec8896cec5efaf55f73c1900a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_56e0c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="directions_extension",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_extensionevent" ("asked_by_id", "asked_on", "asker_name", "decided_by_id", "decided_on", "decider_name", "decision", "decision_words", "direction_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT new_values."asked_by_id", new_values."asked_on", new_values."asker_name", new_values."decided_by_id", new_values."decided_on", new_values."decider_name", new_values."decision", new_values."decision_words", new_values."direction_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e6d7dbe5c5e29e0cd8a0d771e47550562b51a65e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_75e38",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="directions_extension",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_extensionevent" ("asked_by_id", "asked_on", "asker_name", "decided_by_id", "decided_on", "decider_name", "decision", "decision_words", "direction_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT old_values."asked_by_id", old_values."asked_on", old_values."asker_name", old_values."decided_by_id", old_values."decided_on", old_values."decider_name", old_values."decision", old_values."decision_words", old_values."direction_id", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5b77e2bd86c48a4969425bf156bac4f4858ca782",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c4d4a",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="directions_extension",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionEvent",
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
                                to="directions.extension",
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
                            "direction",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                        ("asked_on", models.DateField(verbose_name="ngày xin gia hạn")),
                        ("until", models.DateField(verbose_name="xin gia hạn đến ngày")),
                        ("reason", models.TextField(verbose_name="lý do")),
                        (
                            "asker_name",
                            core.fields.LineField(max_length=160, verbose_name="người xin gia hạn"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: gửi qua liên kết trong thư, hoặc nhập từ tệp.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[("granted", "đồng ý gia hạn"), ("refused", "không đồng ý gia hạn")],
                                max_length=8,
                                verbose_name="trả lời",
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("decision_words", models.TextField(blank=True, verbose_name="ý kiến trả lời")),
                        (
                            "decider_name",
                            core.fields.LineField(
                                blank=True, max_length=160, verbose_name="lãnh đạo trả lời"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi trả lời",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("given", "ý kiến chỉ đạo mới"),
                                    ("unreceived", "chậm xác nhận tiếp nhận"),
                                    ("extension", "trả lời xin gia hạn"),
                                ],
                                max_length=12,
                                verbose_name="loại",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="lần")),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "to_office",
                            models.BooleanField(default=False, verbose_name="gửi chuyên viên theo dõi"),
                        ),
                        (
                            "office",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="chức vụ của người nhận"
                            ),
                        ),
                        (
                            "mail",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="direction_notice",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thư về ý kiến chỉ đạo",
                        "verbose_name_plural": "thư về ý kiến chỉ đạo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("direction", "kind", "round", "address"),
                                name="one_notice_per_direction_and_address",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DirectionPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="direction_notice",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thông báo ý kiến chỉ đạo",
                        "verbose_name_plural": "thông báo ý kiến chỉ đạo",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionpaperevent" ("direction_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."direction_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8ba195756ee9fc2570107c7d198d3b0b647f61ad",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_581a7",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="directions_directionpaper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionpaperevent" ("direction_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."direction_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="66bad4988b4d08fd3aac43100604db9dc817841e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_893e1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="directions_directionpaper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "directions_directionpaperevent" ("direction_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."direction_id", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9b7780ccf3dacc7e4c0be2a5c66b5737ff3bd6d1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_feb04",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="directions_directionpaper",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DirectionPaperEvent",
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
                                to="directions.directionpaper",
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
                            "direction",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="directions.direction",
                                verbose_name="ý kiến chỉ đạo",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
