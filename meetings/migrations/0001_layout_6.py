import uuid

import django.contrib.postgres.indexes
import django.db.models.constraints
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
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="mã cuộc họp"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("periodic", "Định kỳ"),
                                    ("thematic", "Chuyên đề"),
                                    ("extraordinary", "Bất thường"),
                                ],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("held", "Đã họp"),
                                    ("planned", "Dự kiến"),
                                    ("postponed", "Hoãn"),
                                    ("cancelled", "Huỷ"),
                                ],
                                max_length=16,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "status_reason",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="lý do hoãn, huỷ"),
                        ),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                        ("starts_at", models.TimeField(blank=True, null=True, verbose_name="giờ bắt đầu")),
                        ("ends_at", models.TimeField(blank=True, null=True, verbose_name="giờ kết thúc")),
                        ("place", core.fields.LineField(blank=True, max_length=200, verbose_name="địa điểm")),
                        (
                            "subject",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="nội dung chính"),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chaired_meetings",
                                to="delegations.person",
                                verbose_name="chủ trì",
                            ),
                        ),
                        (
                            "chair_authorisation",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="văn bản uỷ quyền chủ trì"
                            ),
                        ),
                        (
                            "minute_taker",
                            core.fields.LineField(
                                blank=True, max_length=160, verbose_name="người ghi biên bản"
                            ),
                        ),
                        ("guests", models.TextField(blank=True, verbose_name="đại biểu mời dự")),
                        (
                            "head_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số có mặt"),
                        ),
                        (
                            "minutes_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số biên bản"),
                        ),
                        (
                            "minutes_signed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày ký biên bản"),
                        ),
                        ("minutes_text", models.TextField(blank=True, verbose_name="nội dung biên bản")),
                        (
                            "conclusion_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số kết luận"),
                        ),
                        (
                            "resolution_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số nghị quyết"),
                        ),
                        ("is_enlarged", models.BooleanField(default=False, verbose_name="họp mở rộng")),
                        (
                            "online_address",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="địa chỉ họp trực tuyến"
                            ),
                        ),
                        (
                            "papers_note",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="tài liệu sử dụng"
                            ),
                        ),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "invitation_sequence",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="số lần sửa giấy mời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "code",
                                    "subject",
                                    "minutes_number",
                                    "conclusion_number",
                                    "resolution_number",
                                    "place",
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cuộc họp",
                        "verbose_name_plural": "cuộc họp",
                        "indexes": [
                            models.Index(fields=["body", "held_on", "code"], name="meeting_of_body_by_day"),
                            models.Index(fields=["held_on"], name="meeting_by_day"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="meeting_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_on__isnull", False),
                                    models.Q(("status__in", ["held", "planned"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_held_or_planned_meeting_has_a_day",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="raise_sequence",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."online_address" IS DISTINCT FROM (NEW."online_address") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))',
                                    func="NEW.invitation_sequence = OLD.invitation_sequence + 1; RETURN NEW;",
                                    hash="9517203d4ff77695b75ec598e31146bf258c8c4f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_raise_sequence_2dcb3",
                                    table="meetings_meeting",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingevent" ("body_id", "chair_authorisation", "chair_id", "code", "conclusion_number", "ends_at", "exception_reason", "guests", "head_count", "held_on", "id", "invitation_sequence", "is_enlarged", "kind", "minute_taker", "minutes_number", "minutes_signed_on", "minutes_text", "online_address", "papers_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolution_number", "starts_at", "status", "status_reason", "subject") SELECT new_values."body_id", new_values."chair_authorisation", new_values."chair_id", new_values."code", new_values."conclusion_number", new_values."ends_at", new_values."exception_reason", new_values."guests", new_values."head_count", new_values."held_on", new_values."id", new_values."invitation_sequence", new_values."is_enlarged", new_values."kind", new_values."minute_taker", new_values."minutes_number", new_values."minutes_signed_on", new_values."minutes_text", new_values."online_address", new_values."papers_note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."resolution_number", new_values."starts_at", new_values."status", new_values."status_reason", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6f54bc885a2a3a89e50aa6cfdec2f15bb7f911b9",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_61d9e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_meeting",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingevent" ("body_id", "chair_authorisation", "chair_id", "code", "conclusion_number", "ends_at", "exception_reason", "guests", "head_count", "held_on", "id", "invitation_sequence", "is_enlarged", "kind", "minute_taker", "minutes_number", "minutes_signed_on", "minutes_text", "online_address", "papers_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolution_number", "starts_at", "status", "status_reason", "subject") SELECT new_values."body_id", new_values."chair_authorisation", new_values."chair_id", new_values."code", new_values."conclusion_number", new_values."ends_at", new_values."exception_reason", new_values."guests", new_values."head_count", new_values."held_on", new_values."id", new_values."invitation_sequence", new_values."is_enlarged", new_values."kind", new_values."minute_taker", new_values."minutes_number", new_values."minutes_signed_on", new_values."minutes_text", new_values."online_address", new_values."papers_note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."resolution_number", new_values."starts_at", new_values."status", new_values."status_reason", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5df299fbe1d64116352e15fc43129840b53cdc39",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_495b8",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_meeting",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingevent" ("body_id", "chair_authorisation", "chair_id", "code", "conclusion_number", "ends_at", "exception_reason", "guests", "head_count", "held_on", "id", "invitation_sequence", "is_enlarged", "kind", "minute_taker", "minutes_number", "minutes_signed_on", "minutes_text", "online_address", "papers_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolution_number", "starts_at", "status", "status_reason", "subject") SELECT old_values."body_id", old_values."chair_authorisation", old_values."chair_id", old_values."code", old_values."conclusion_number", old_values."ends_at", old_values."exception_reason", old_values."guests", old_values."head_count", old_values."held_on", old_values."id", old_values."invitation_sequence", old_values."is_enlarged", old_values."kind", old_values."minute_taker", old_values."minutes_number", old_values."minutes_signed_on", old_values."minutes_text", old_values."online_address", old_values."papers_note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."resolution_number", old_values."starts_at", old_values."status", old_values."status_reason", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c0e0ba49a54ef6258cc5f1411e5017420bf87339",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4bf26",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_meeting",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
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
                                to="meetings.meeting",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã cuộc họp")),
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
                                choices=[
                                    ("periodic", "Định kỳ"),
                                    ("thematic", "Chuyên đề"),
                                    ("extraordinary", "Bất thường"),
                                ],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("held", "Đã họp"),
                                    ("planned", "Dự kiến"),
                                    ("postponed", "Hoãn"),
                                    ("cancelled", "Huỷ"),
                                ],
                                max_length=16,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "status_reason",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="lý do hoãn, huỷ"),
                        ),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                        ("starts_at", models.TimeField(blank=True, null=True, verbose_name="giờ bắt đầu")),
                        ("ends_at", models.TimeField(blank=True, null=True, verbose_name="giờ kết thúc")),
                        ("place", core.fields.LineField(blank=True, max_length=200, verbose_name="địa điểm")),
                        (
                            "subject",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="nội dung chính"),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.person",
                                verbose_name="chủ trì",
                            ),
                        ),
                        (
                            "chair_authorisation",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="văn bản uỷ quyền chủ trì"
                            ),
                        ),
                        (
                            "minute_taker",
                            core.fields.LineField(
                                blank=True, max_length=160, verbose_name="người ghi biên bản"
                            ),
                        ),
                        ("guests", models.TextField(blank=True, verbose_name="đại biểu mời dự")),
                        (
                            "head_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số có mặt"),
                        ),
                        (
                            "minutes_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số biên bản"),
                        ),
                        (
                            "minutes_signed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày ký biên bản"),
                        ),
                        ("minutes_text", models.TextField(blank=True, verbose_name="nội dung biên bản")),
                        (
                            "conclusion_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số kết luận"),
                        ),
                        (
                            "resolution_number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số nghị quyết"),
                        ),
                        ("is_enlarged", models.BooleanField(default=False, verbose_name="họp mở rộng")),
                        (
                            "online_address",
                            models.URLField(
                                blank=True, max_length=300, verbose_name="địa chỉ họp trực tuyến"
                            ),
                        ),
                        (
                            "papers_note",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="tài liệu sử dụng"
                            ),
                        ),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "invitation_sequence",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="số lần sửa giấy mời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "code",
                                    "subject",
                                    "minutes_number",
                                    "conclusion_number",
                                    "resolution_number",
                                    "place",
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
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nội dung")),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        (
                            "presenter",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người trình bày"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nội dung họp",
                        "verbose_name_plural": "nội dung họp",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="agenda_search", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                fields=("meeting", "position"),
                                name="one_agenda_item_per_place",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemevent" ("id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "theme", "title") SELECT new_values."id", new_values."meeting_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."presenter", new_values."theme", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ccc97ebecd8b00642406f1b521a02fd052446eb2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f98e2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemevent" ("id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "theme", "title") SELECT new_values."id", new_values."meeting_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."presenter", new_values."theme", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="553ff9f5fcb9adbebb977e6508c1c1c2a9181b74",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ca6ee",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemevent" ("id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "theme", "title") SELECT old_values."id", old_values."meeting_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."presenter", old_values."theme", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f5aa76056bd9311e8f557cbde813363511c012e0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2c12a",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItemEvent",
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
                                to="meetings.agendaitem",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nội dung")),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        (
                            "presenter",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người trình bày"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Có mặt"),
                                    ("excused", "Vắng có lý do"),
                                    ("absent", "Vắng"),
                                ],
                                max_length=16,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "reason",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="lý do vắng"),
                        ),
                    ],
                    options={
                        "verbose_name": "điểm danh",
                        "verbose_name_plural": "điểm danh",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "person"), name="one_attendance_per_meeting_and_person"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceevent" ("id", "meeting_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT new_values."id", new_values."meeting_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d6dce62c732b0cddc22b4d8fe77fc0d0f2719b22",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f595f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_attendance",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceevent" ("id", "meeting_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT new_values."id", new_values."meeting_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="61d326d870ecf110df1a998f12785b7d68e87a35",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_870cb",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_attendance",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceevent" ("id", "meeting_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT old_values."id", old_values."meeting_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="367479bdc9f481f3fc71038305532e1cbfdb3c75",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_774f3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_attendance",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
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
                                to="meetings.attendance",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Có mặt"),
                                    ("excused", "Vắng có lý do"),
                                    ("absent", "Vắng"),
                                ],
                                max_length=16,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "reason",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="lý do vắng"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Matter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            core.fields.LineField(max_length=250, unique=True, verbose_name="loại việc"),
                        ),
                        (
                            "reserved_from",
                            models.DateField(
                                blank=True, null=True, verbose_name="thuộc thẩm quyền Ban Thường vụ từ ngày"
                            ),
                        ),
                        ("reserved_until", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        (
                            "reference",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="thứ tự")),
                    ],
                    options={
                        "verbose_name": "loại việc trong bảng thẩm quyền",
                        "verbose_name_plural": "bảng thẩm quyền",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reserved_until__isnull", True),
                                    ("reserved_until__gte", models.F("reserved_from")),
                                    _connector="OR",
                                ),
                                name="matter_reserved_until_after_it_is_reserved",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_matterevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reference", "reserved_from", "reserved_until") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."reference", new_values."reserved_from", new_values."reserved_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c90a8d2ae40ceaace8b43bf42df0f50da007c07f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c741e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_matter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_matterevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reference", "reserved_from", "reserved_until") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."reference", new_values."reserved_from", new_values."reserved_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4c8e0d0ae129d5f36bc50fd1cb2d34633566b099",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_670ec",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_matter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_matterevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reference", "reserved_from", "reserved_until") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."reference", old_values."reserved_from", old_values."reserved_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2f5d138e75ff85d90c73dd7ad9e64478bb00b1b3",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_433aa",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_matter",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterEvent",
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
                                to="meetings.matter",
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
                        ("name", core.fields.LineField(max_length=250, verbose_name="loại việc")),
                        (
                            "reserved_from",
                            models.DateField(
                                blank=True, null=True, verbose_name="thuộc thẩm quyền Ban Thường vụ từ ngày"
                            ),
                        ),
                        ("reserved_until", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        (
                            "reference",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="thứ tự")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WrittenConsultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(
                                max_length=60, unique=True, verbose_name="mã phiếu lấy ý kiến"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "subject",
                            core.fields.LineField(max_length=500, verbose_name="nội dung lấy ý kiến"),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        ("sent_on", models.DateField(verbose_name="ngày gửi")),
                        ("deadline_on", models.DateField(verbose_name="hạn trả lời")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="ngày tổng hợp")),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lấy ý kiến bằng văn bản",
                        "verbose_name_plural": "lấy ý kiến bằng văn bản",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="consultation_search", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("deadline_on__gte", models.F("sent_on"))),
                                name="consultation_deadline_not_before_sending",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_writtenconsultationevent" ("body_id", "closed_on", "code", "deadline_on", "exception_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "subject", "theme") SELECT new_values."body_id", new_values."closed_on", new_values."code", new_values."deadline_on", new_values."exception_reason", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_on", new_values."subject", new_values."theme" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ff32d2434f343e9ebd47b7d60abf317f5637525b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fb729",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_writtenconsultation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_writtenconsultationevent" ("body_id", "closed_on", "code", "deadline_on", "exception_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "subject", "theme") SELECT new_values."body_id", new_values."closed_on", new_values."code", new_values."deadline_on", new_values."exception_reason", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sent_on", new_values."subject", new_values."theme" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6afe704569f42ae100476fb11a3e8c1043c6412d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ce36f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_writtenconsultation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_writtenconsultationevent" ("body_id", "closed_on", "code", "deadline_on", "exception_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "subject", "theme") SELECT old_values."body_id", old_values."closed_on", old_values."code", old_values."deadline_on", old_values."exception_reason", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sent_on", old_values."subject", old_values."theme" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cdf3fce797c016f492b69f21112cbcde1bd4336b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b18b6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_writtenconsultation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WrittenConsultationEvent",
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
                                to="meetings.writtenconsultation",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã phiếu lấy ý kiến")),
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
                            "subject",
                            core.fields.LineField(max_length=500, verbose_name="nội dung lấy ý kiến"),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        ("sent_on", models.DateField(verbose_name="ngày gửi")),
                        ("deadline_on", models.DateField(verbose_name="hạn trả lời")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="ngày tổng hợp")),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultation_answers",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("agreed", "Đồng ý"),
                                    ("disagreed", "Không đồng ý"),
                                    ("other", "Ý kiến khác"),
                                ],
                                max_length=16,
                                verbose_name="trả lời",
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("remark", models.TextField(blank=True, verbose_name="ý kiến")),
                    ],
                    options={
                        "verbose_name": "ý kiến trả lời",
                        "verbose_name_plural": "ý kiến trả lời",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("consultation", "person"),
                                name="one_answer_per_consultation_and_person",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_consultationanswerevent" ("answer", "answered_on", "consultation_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark") SELECT new_values."answer", new_values."answered_on", new_values."consultation_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."remark" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="991916dd0737b75717e1528f7a21f5eadd89ae8a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_23828",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_consultationanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_consultationanswerevent" ("answer", "answered_on", "consultation_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark") SELECT new_values."answer", new_values."answered_on", new_values."consultation_id", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."remark" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9c19a53d5ae414dd3e2bb10f548dfcb4945b509e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fc4f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_consultationanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_consultationanswerevent" ("answer", "answered_on", "consultation_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark") SELECT old_values."answer", old_values."answered_on", old_values."consultation_id", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."remark" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="763afeb42a3cd439bc205bb00c109a0b915ddc3d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_02e9c",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_consultationanswer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationAnswerEvent",
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
                                to="meetings.consultationanswer",
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
                            "consultation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("agreed", "Đồng ý"),
                                    ("disagreed", "Không đồng ý"),
                                    ("other", "Ý kiến khác"),
                                ],
                                max_length=16,
                                verbose_name="trả lời",
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("remark", models.TextField(blank=True, verbose_name="ý kiến")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="mã quyết nghị"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến bằng văn bản",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        ("decided_on", models.DateField(verbose_name="ngày quyết nghị")),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nội dung quyết nghị")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số văn bản"),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="meetings.matter",
                                verbose_name="loại việc",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("decided", "Quyết định theo thẩm quyền"),
                                    ("submitted", "Đề xuất Ban Thường vụ Tỉnh uỷ"),
                                ],
                                max_length=16,
                                verbose_name="hình thức",
                            ),
                        ),
                        ("adopted", models.BooleanField(default=True, verbose_name="được thông qua")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("show-of-hands", "Biểu quyết giơ tay"),
                                    ("secret-ballot", "Bỏ phiếu kín"),
                                    ("electronic", "Biểu quyết điện tử"),
                                    ("written", "Lấy ý kiến bằng văn bản"),
                                ],
                                default="show-of-hands",
                                max_length=16,
                                verbose_name="cách biểu quyết",
                            ),
                        ),
                        (
                            "votes_for",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="tán thành"),
                        ),
                        (
                            "votes_against",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="không tán thành"
                            ),
                        ),
                        (
                            "votes_abstaining",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="không có ý kiến"
                            ),
                        ),
                        ("reserved_opinions", models.TextField(blank=True, verbose_name="ý kiến bảo lưu")),
                        (
                            "committee_opinion",
                            core.fields.LineField(
                                blank=True,
                                help_text="Số văn bản, ngày.",
                                max_length=200,
                                verbose_name="ý kiến cấp uỷ cơ quan",
                            ),
                        ),
                        (
                            "committee_opinion_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày có ý kiến cấp uỷ cơ quan"
                            ),
                        ),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "title", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quyết nghị",
                        "verbose_name_plural": "quyết nghị",
                        "indexes": [
                            models.Index(fields=["body", "decided_on"], name="decision_of_body_by_day"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="decision_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("meeting__isnull", True), ("consultation__isnull", True), _connector="OR"
                                ),
                                name="a_decision_comes_from_a_meeting_or_a_consultation",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionevent" ("adopted", "agenda_item_id", "body_id", "code", "committee_opinion", "committee_opinion_on", "consultation_id", "decided_on", "exception_reason", "id", "matter_id", "meeting_id", "method", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_opinions", "theme", "title", "votes_abstaining", "votes_against", "votes_for") SELECT new_values."adopted", new_values."agenda_item_id", new_values."body_id", new_values."code", new_values."committee_opinion", new_values."committee_opinion_on", new_values."consultation_id", new_values."decided_on", new_values."exception_reason", new_values."id", new_values."matter_id", new_values."meeting_id", new_values."method", new_values."number", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reserved_opinions", new_values."theme", new_values."title", new_values."votes_abstaining", new_values."votes_against", new_values."votes_for" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f1e01b4e967efd9cf99b99cbd0ea9bc762a17453",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_61695",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionevent" ("adopted", "agenda_item_id", "body_id", "code", "committee_opinion", "committee_opinion_on", "consultation_id", "decided_on", "exception_reason", "id", "matter_id", "meeting_id", "method", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_opinions", "theme", "title", "votes_abstaining", "votes_against", "votes_for") SELECT new_values."adopted", new_values."agenda_item_id", new_values."body_id", new_values."code", new_values."committee_opinion", new_values."committee_opinion_on", new_values."consultation_id", new_values."decided_on", new_values."exception_reason", new_values."id", new_values."matter_id", new_values."meeting_id", new_values."method", new_values."number", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reserved_opinions", new_values."theme", new_values."title", new_values."votes_abstaining", new_values."votes_against", new_values."votes_for" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a3b0e3ae8c89fc8ac370a329be5380b5246b4b92",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3b789",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionevent" ("adopted", "agenda_item_id", "body_id", "code", "committee_opinion", "committee_opinion_on", "consultation_id", "decided_on", "exception_reason", "id", "matter_id", "meeting_id", "method", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_opinions", "theme", "title", "votes_abstaining", "votes_against", "votes_for") SELECT old_values."adopted", old_values."agenda_item_id", old_values."body_id", old_values."code", old_values."committee_opinion", old_values."committee_opinion_on", old_values."consultation_id", old_values."decided_on", old_values."exception_reason", old_values."id", old_values."matter_id", old_values."meeting_id", old_values."method", old_values."number", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reserved_opinions", old_values."theme", old_values."title", old_values."votes_abstaining", old_values."votes_against", old_values."votes_for" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="df81bf4f33c0863555941e91bf298c5fb64d6171",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_05bcf",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_decision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
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
                                to="meetings.decision",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã quyết nghị")),
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến bằng văn bản",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        ("decided_on", models.DateField(verbose_name="ngày quyết nghị")),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nội dung quyết nghị")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số văn bản"),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("political", "Nhiệm vụ chính trị"),
                                    ("organisation", "Tổ chức bộ máy"),
                                    ("personnel", "Cán bộ"),
                                    ("inspection", "Kiểm tra giám sát"),
                                    ("other", "Khác"),
                                ],
                                max_length=16,
                                verbose_name="nhóm",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.matter",
                                verbose_name="loại việc",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("decided", "Quyết định theo thẩm quyền"),
                                    ("submitted", "Đề xuất Ban Thường vụ Tỉnh uỷ"),
                                ],
                                max_length=16,
                                verbose_name="hình thức",
                            ),
                        ),
                        ("adopted", models.BooleanField(default=True, verbose_name="được thông qua")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("show-of-hands", "Biểu quyết giơ tay"),
                                    ("secret-ballot", "Bỏ phiếu kín"),
                                    ("electronic", "Biểu quyết điện tử"),
                                    ("written", "Lấy ý kiến bằng văn bản"),
                                ],
                                default="show-of-hands",
                                max_length=16,
                                verbose_name="cách biểu quyết",
                            ),
                        ),
                        (
                            "votes_for",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="tán thành"),
                        ),
                        (
                            "votes_against",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="không tán thành"
                            ),
                        ),
                        (
                            "votes_abstaining",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="không có ý kiến"
                            ),
                        ),
                        ("reserved_opinions", models.TextField(blank=True, verbose_name="ý kiến bảo lưu")),
                        (
                            "committee_opinion",
                            core.fields.LineField(
                                blank=True,
                                help_text="Số văn bản, ngày.",
                                max_length=200,
                                verbose_name="ý kiến cấp uỷ cơ quan",
                            ),
                        ),
                        (
                            "committee_opinion_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày có ý kiến cấp uỷ cơ quan"
                            ),
                        ),
                        (
                            "exception_reason",
                            core.fields.LineField(
                                blank=True, max_length=300, verbose_name="lý do vẫn ghi nhận"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "title", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="mã nhiệm vụ"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="meetings.meeting",
                                verbose_name="cuộc họp giao",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tasks",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nhiệm vụ")),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="delegations.person",
                                verbose_name="người thực hiện",
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="ngày giao")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn hoàn thành")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="ngày hoàn thành")),
                        ("result", models.TextField(blank=True, verbose_name="kết quả")),
                        (
                            "quality",
                            models.CharField(
                                blank=True,
                                choices=[("beyond", "Vượt mức yêu cầu"), ("as-required", "Đạt yêu cầu")],
                                max_length=12,
                                verbose_name="mức hoàn thành",
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nhiệm vụ",
                        "verbose_name_plural": "nhiệm vụ",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on__isnull", True)),
                                fields=["body", "due_on"],
                                name="open_task_of_body_by_due_day",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="task_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True),
                                    ("due_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="task_due_not_before_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    ("done_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="task_done_not_before_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quality", ""), ("done_on__isnull", False), _connector="OR"
                                ),
                                name="only_a_task_done_has_a_quality",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_taskevent" ("agenda_item_id", "assignee_id", "body_id", "code", "done_on", "due_on", "given_on", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "result", "title") SELECT new_values."agenda_item_id", new_values."assignee_id", new_values."body_id", new_values."code", new_values."done_on", new_values."due_on", new_values."given_on", new_values."id", new_values."meeting_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quality", new_values."result", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6fca39acca73f9cb0aa0f6459b444b3435499792",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e8013",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_task",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_taskevent" ("agenda_item_id", "assignee_id", "body_id", "code", "done_on", "due_on", "given_on", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "result", "title") SELECT new_values."agenda_item_id", new_values."assignee_id", new_values."body_id", new_values."code", new_values."done_on", new_values."due_on", new_values."given_on", new_values."id", new_values."meeting_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quality", new_values."result", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a1f86ed7d8652a30e66f8f70b88b331f0528625f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_afe45",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_task",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_taskevent" ("agenda_item_id", "assignee_id", "body_id", "code", "done_on", "due_on", "given_on", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "result", "title") SELECT old_values."agenda_item_id", old_values."assignee_id", old_values."body_id", old_values."code", old_values."done_on", old_values."due_on", old_values."given_on", old_values."id", old_values."meeting_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quality", old_values."result", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4b70151a2d8fb25a5c1b709b3b0d9d84c4084d46",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_04b38",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_task",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskEvent",
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
                                to="meetings.task",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã nhiệm vụ")),
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="cuộc họp giao",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        ("title", core.fields.LineField(max_length=500, verbose_name="nhiệm vụ")),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.person",
                                verbose_name="người thực hiện",
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="ngày giao")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn hoàn thành")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="ngày hoàn thành")),
                        ("result", models.TextField(blank=True, verbose_name="kết quả")),
                        (
                            "quality",
                            models.CharField(
                                blank=True,
                                choices=[("beyond", "Vượt mức yêu cầu"), ("as-required", "Đạt yêu cầu")],
                                max_length=12,
                                verbose_name="mức hoàn thành",
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingFile",
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="files",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến bằng văn bản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tài liệu họp",
                        "verbose_name_plural": "tài liệu họp",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("meeting__isnull", True),
                                    ("consultation__isnull", True),
                                    _connector="XOR",
                                ),
                                name="a_file_is_of_a_meeting_or_a_consultation",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."agenda_item_id", new_values."consultation_id", new_values."id", new_values."key", new_values."kind", new_values."meeting_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="93776343543e6e157c2d87d5aa3006a182ebaa6d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8f0e5",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="meetings_meetingfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."agenda_item_id", new_values."consultation_id", new_values."id", new_values."key", new_values."kind", new_values."meeting_id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f0c22c50b83f19126dbdff8076c4131383bcd9b1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d217d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="meetings_meetingfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT old_values."added_at", old_values."added_by_id", old_values."agenda_item_id", old_values."consultation_id", old_values."id", old_values."key", old_values."kind", old_values."meeting_id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="92d394d27086edb383c52b3159f9bf6f6a2be312",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9552f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="meetings_meetingfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingFileEvent",
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
                                to="meetings.meetingfile",
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="nội dung họp",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.writtenconsultation",
                                verbose_name="lấy ý kiến bằng văn bản",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="meetings.meeting",
                                verbose_name="cuộc họp",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=160, verbose_name="tên người nhận")),
                        ("email", models.EmailField(max_length=254, verbose_name="thư điện tử")),
                        ("sequence", models.PositiveIntegerField(verbose_name="lần")),
                        ("message", models.TextField(blank=True, verbose_name="lời nhắn")),
                        (
                            "mail",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitation",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                        (
                            "queued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations_queued",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người gửi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "giấy mời",
                        "verbose_name_plural": "giấy mời",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "email", "sequence"),
                                name="one_invitation_per_address_and_version",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "alarm_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Số ngày trước cuộc họp, trước hạn mà máy đọc lịch nhắc; để trống thì không nhắc.",
                                null=True,
                                verbose_name="nhắc trước",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "read_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="đọc gần nhất lúc"),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                        ),
                    ],
                    options={
                        "verbose_name": "địa chỉ lịch",
                        "verbose_name_plural": "địa chỉ lịch",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("user", "body"),
                                name="one_live_feed_per_user_and_body",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
