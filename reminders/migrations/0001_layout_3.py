import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.schema
from reminders.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("accounts", "__first__"),
        ("delegations", "0001_layout_3"),
        ("obligations", "0001_layout_3"),
        ("outbox", "0001_layout_3"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *_by_hand.BEFORE,
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ReminderPolicy",
                    fields=[
                        ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                        (
                            "office_address",
                            models.EmailField(
                                blank=True,
                                help_text="Để trống: gửi tới mọi chuyên viên có địa chỉ thư điện tử.",
                                max_length=254,
                                verbose_name="địa chỉ nhận thư của văn phòng",
                            ),
                        ),
                        (
                            "reply_to",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="địa chỉ nhận trả lời"
                            ),
                        ),
                        (
                            "contact",
                            core.fields.LineField(
                                blank=True,
                                help_text="Ghi ở cuối mỗi thư, ví dụ: đồng chí Nguyễn Văn A, điện thoại 0203 3xxx xxx.",
                                max_length=200,
                                verbose_name="đầu mối liên hệ",
                            ),
                        ),
                        (
                            "plan_at",
                            models.TimeField(default=datetime.time(7, 30), verbose_name="lập thư lúc"),
                        ),
                        (
                            "mail_on_days_off",
                            models.BooleanField(default=False, verbose_name="gửi cả ngày nghỉ"),
                        ),
                        (
                            "brief_weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "thứ Hai"),
                                    (1, "thứ Ba"),
                                    (2, "thứ Tư"),
                                    (3, "thứ Năm"),
                                    (4, "thứ Sáu"),
                                ],
                                default=0,
                                verbose_name="tin tuần gửi vào",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cài đặt nhắc việc",
                        "verbose_name_plural": "cài đặt nhắc việc",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="there_is_one_reminder_policy"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "contact", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at", "reply_to") SELECT new_values."brief_weekday", new_values."contact", new_values."id", new_values."mail_on_days_off", new_values."office_address", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_at", new_values."reply_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="869e17ddbe4871eac61881c1078e5fecbd8bc136",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_57127",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_reminderpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "contact", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at", "reply_to") SELECT new_values."brief_weekday", new_values."contact", new_values."id", new_values."mail_on_days_off", new_values."office_address", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_at", new_values."reply_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9384337165c6db252de220901b03521946fe0ce8",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_683df",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_reminderpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "contact", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at", "reply_to") SELECT old_values."brief_weekday", old_values."contact", old_values."id", old_values."mail_on_days_off", old_values."office_address", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_at", old_values."reply_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c9f265b240cae2f138691ede16fcac3f9e2d2f06",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9ffae",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_reminderpolicy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderPolicyEvent",
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
                                to="reminders.reminderpolicy",
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
                            "office_address",
                            models.EmailField(
                                blank=True,
                                help_text="Để trống: gửi tới mọi chuyên viên có địa chỉ thư điện tử.",
                                max_length=254,
                                verbose_name="địa chỉ nhận thư của văn phòng",
                            ),
                        ),
                        (
                            "reply_to",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="địa chỉ nhận trả lời"
                            ),
                        ),
                        (
                            "contact",
                            core.fields.LineField(
                                blank=True,
                                help_text="Ghi ở cuối mỗi thư, ví dụ: đồng chí Nguyễn Văn A, điện thoại 0203 3xxx xxx.",
                                max_length=200,
                                verbose_name="đầu mối liên hệ",
                            ),
                        ),
                        (
                            "plan_at",
                            models.TimeField(default=datetime.time(7, 30), verbose_name="lập thư lúc"),
                        ),
                        (
                            "mail_on_days_off",
                            models.BooleanField(default=False, verbose_name="gửi cả ngày nghỉ"),
                        ),
                        (
                            "brief_weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "thứ Hai"),
                                    (1, "thứ Ba"),
                                    (2, "thứ Tư"),
                                    (3, "thứ Năm"),
                                    (4, "thứ Sáu"),
                                ],
                                default=0,
                                verbose_name="tin tuần gửi vào",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Ladder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                blank=True,
                                help_text="Để trống: mọi quy tắc.",
                                max_length=40,
                                verbose_name="quy tắc",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: mọi tổ chức.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ladders",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="áp dụng từ ngày")),
                        (
                            "note",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ, ghi chú"),
                        ),
                    ],
                    options={
                        "verbose_name": "thang nhắc việc",
                        "verbose_name_plural": "thang nhắc việc",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "body", "starts_on"),
                                name="one_ladder_per_rule_body_and_day",
                                nulls_distinct=False,
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderevent" ("body_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on") SELECT new_values."body_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3214a85ee81f0a69fedb1830102651b2bd5d207f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e77de",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_ladder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderevent" ("body_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on") SELECT new_values."body_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="407e1b078eac930d1f9ae2d6a8f99a87ba1c507f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_31fe9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_ladder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderevent" ("body_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on") SELECT old_values."body_id", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="52a17d8a4a53c9b48ce545fb06c7b8a44c8b24ed",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e9821",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_ladder",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderEvent",
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
                                to="reminders.ladder",
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
                            "rule",
                            models.CharField(
                                blank=True,
                                help_text="Để trống: mọi quy tắc.",
                                max_length=40,
                                verbose_name="quy tắc",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: mọi tổ chức.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="áp dụng từ ngày")),
                        (
                            "note",
                            core.fields.LineField(blank=True, max_length=200, verbose_name="căn cứ, ghi chú"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LadderStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="reminders.ladder",
                                verbose_name="thang nhắc việc",
                            ),
                        ),
                        (
                            "days",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="Để trống: ngay khi phát hiện. Số âm: trước hạn; số dương: sau hạn.",
                                null=True,
                                verbose_name="số ngày so với hạn",
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("contact", "địa chỉ của tổ chức"),
                                        ("secretary", "Bí thư"),
                                        ("asked", "người chưa trả lời phiếu lấy ý kiến"),
                                        ("office", "văn phòng"),
                                        ("brief", "tin tuần cho lãnh đạo"),
                                        ("letter", "dự thảo công văn đôn đốc"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="gửi tới",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bậc nhắc",
                        "verbose_name_plural": "bậc nhắc",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ladder", "days"),
                                name="one_step_per_ladder_and_day",
                                nulls_distinct=False,
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderstepevent" ("audiences", "days", "id", "ladder_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."audiences", new_values."days", new_values."id", new_values."ladder_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dc74bc7bc128875158af36eb59bcba34d6e33683",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d09df",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_ladderstep",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderstepevent" ("audiences", "days", "id", "ladder_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."audiences", new_values."days", new_values."id", new_values."ladder_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="07cd74dbc61fc71de4493d56bf82afa1c4c02dc8",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_87c49",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_ladderstep",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_ladderstepevent" ("audiences", "days", "id", "ladder_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."audiences", old_values."days", old_values."id", old_values."ladder_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="42867a3971b4d2341e0461ef84a64637bebce6c3",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_215f9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_ladderstep",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderStepEvent",
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
                                to="reminders.ladderstep",
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
                            "ladder",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reminders.ladder",
                                verbose_name="thang nhắc việc",
                            ),
                        ),
                        (
                            "days",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="Để trống: ngay khi phát hiện. Số âm: trước hạn; số dương: sau hạn.",
                                null=True,
                                verbose_name="số ngày so với hạn",
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("contact", "địa chỉ của tổ chức"),
                                        ("secretary", "Bí thư"),
                                        ("asked", "người chưa trả lời phiếu lấy ý kiến"),
                                        ("office", "văn phòng"),
                                        ("brief", "tin tuần cho lãnh đạo"),
                                        ("letter", "dự thảo công văn đôn đốc"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="gửi tới",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Snooze",
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
                                related_name="snoozes",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "flag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snoozes",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        ("until", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", core.fields.LineField(max_length=300, verbose_name="lý do")),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lập",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="bỏ lúc")),
                    ],
                    options={
                        "verbose_name": "tạm dừng nhắc",
                        "verbose_name_plural": "tạm dừng nhắc",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["until"],
                                name="snooze_in_force",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_snoozeevent" ("body_id", "created_at", "created_by_id", "ended_at", "flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT new_values."body_id", new_values."created_at", new_values."created_by_id", new_values."ended_at", new_values."flag_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f6990a4a2a443719b06ac3c994ecbf1e7c607525",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_40eb2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_snooze",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_snoozeevent" ("body_id", "created_at", "created_by_id", "ended_at", "flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT new_values."body_id", new_values."created_at", new_values."created_by_id", new_values."ended_at", new_values."flag_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="41369b9f16b8757aaff1646def3640d453a3cb29",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b9f5b",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_snooze",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_snoozeevent" ("body_id", "created_at", "created_by_id", "ended_at", "flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until") SELECT old_values."body_id", old_values."created_at", old_values."created_by_id", old_values."ended_at", old_values."flag_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cde2521bd9a20cc1f72fd1c0ea83b3c5ed00d505",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f95b0",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_snooze",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SnoozeEvent",
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
                                to="reminders.snooze",
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
                            "flag",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        ("until", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", core.fields.LineField(max_length=300, verbose_name="lý do")),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lập",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="bỏ lúc")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        ("opening", models.DateTimeField(verbose_name="lần phát hiện")),
                        ("step", models.CharField(max_length=40, verbose_name="bậc nhắc")),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("contact", "địa chỉ của tổ chức"),
                                    ("secretary", "Bí thư"),
                                    ("asked", "người chưa trả lời phiếu lấy ý kiến"),
                                    ("office", "văn phòng"),
                                    ("brief", "tin tuần cho lãnh đạo"),
                                    ("letter", "dự thảo công văn đôn đốc"),
                                ],
                                default="contact",
                                max_length=12,
                                verbose_name="với tư cách",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                        ("skipped", models.BooleanField(default=False, verbose_name="bỏ qua")),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                    ],
                    options={
                        "verbose_name": "lần nhắc",
                        "verbose_name_plural": "lần nhắc",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("flag", "opening", "step", "address"),
                                name="a_step_is_told_to_an_address_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("digest", "thư nhắc việc"),
                                    ("brief", "tin tuần cho lãnh đạo"),
                                    ("invite", "giấy mời"),
                                ],
                                max_length=24,
                                verbose_name="loại",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("held_at", models.DateTimeField(verbose_name="giữ lúc")),
                        (
                            "held_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người giữ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "giữ thư",
                        "verbose_name_plural": "giữ thư",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("address", "kind", "day"), name="one_hold_per_mail"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BriefChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="brief_choice",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("wanted", models.BooleanField(default=True, verbose_name="nhận tin tuần")),
                        (
                            "all_clear",
                            models.BooleanField(
                                default=False, verbose_name="nhận cả khi không có việc quá hạn"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lựa chọn nhận tin tuần",
                        "verbose_name_plural": "lựa chọn nhận tin tuần",
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "đã họp"),
                                    ("report", "đã gửi báo cáo"),
                                    ("promise", "nêu lý do và hẹn ngày"),
                                    ("explain", "giải trình"),
                                ],
                                max_length=8,
                                verbose_name="trả lời",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "chờ văn phòng xem"),
                                    ("accepted", "đã nhận"),
                                    ("refused", "không nhận"),
                                ],
                                default="proposed",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="liên kết gửi tới")),
                        ("given_by", core.fields.LineField(max_length=120, verbose_name="người trả lời")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                        (
                            "meeting_kind",
                            models.CharField(
                                choices=[
                                    ("periodic", "Định kỳ"),
                                    ("thematic", "Chuyên đề"),
                                    ("extraordinary", "Bất thường"),
                                ],
                                default="periodic",
                                max_length=16,
                                verbose_name="loại cuộc họp",
                            ),
                        ),
                        (
                            "head_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số có mặt"),
                        ),
                        (
                            "submitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày gửi báo cáo"),
                        ),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("reason", core.fields.LineField(blank=True, max_length=500, verbose_name="lý do")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn ngày")),
                        ("file", models.JSONField(blank=True, null=True, verbose_name="tệp kèm theo")),
                        (
                            "token_digest",
                            models.CharField(max_length=64, unique=True, verbose_name="dấu của liên kết"),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="trả lời lúc")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xem lúc")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người xem",
                            ),
                        ),
                        (
                            "decision_note",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="ý kiến"),
                        ),
                    ],
                    options={
                        "verbose_name": "trả lời qua thư",
                        "verbose_name_plural": "trả lời qua thư",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["given_at"],
                                name="answer_waiting",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "decided_at", "decided_by_id", "decision_note", "file", "flag_id", "given_at", "given_by", "head_count", "held_on", "id", "kind", "meeting_kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "state", "submitted_on", "token_digest") SELECT new_values."address", new_values."decided_at", new_values."decided_by_id", new_values."decision_note", new_values."file", new_values."flag_id", new_values."given_at", new_values."given_by", new_values."head_count", new_values."held_on", new_values."id", new_values."kind", new_values."meeting_kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_on", new_values."reason", new_values."state", new_values."submitted_on", new_values."token_digest" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a235d1cfd1b41bcfa63fe8f52eb7e717b60d31cc",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ff02e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_answer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "decided_at", "decided_by_id", "decision_note", "file", "flag_id", "given_at", "given_by", "head_count", "held_on", "id", "kind", "meeting_kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "state", "submitted_on", "token_digest") SELECT new_values."address", new_values."decided_at", new_values."decided_by_id", new_values."decision_note", new_values."file", new_values."flag_id", new_values."given_at", new_values."given_by", new_values."head_count", new_values."held_on", new_values."id", new_values."kind", new_values."meeting_kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_on", new_values."reason", new_values."state", new_values."submitted_on", new_values."token_digest" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="01e66f6c3f44e96ed1f04c7f66e3319d49e4b68a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a1956",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_answer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "decided_at", "decided_by_id", "decision_note", "file", "flag_id", "given_at", "given_by", "head_count", "held_on", "id", "kind", "meeting_kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "state", "submitted_on", "token_digest") SELECT old_values."address", old_values."decided_at", old_values."decided_by_id", old_values."decision_note", old_values."file", old_values."flag_id", old_values."given_at", old_values."given_by", old_values."head_count", old_values."held_on", old_values."id", old_values."kind", old_values."meeting_kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_on", old_values."reason", old_values."state", old_values."submitted_on", old_values."token_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c8c20a459405608e822df1fe0c911941e13eb25d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c7745",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_answer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerEvent",
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
                                to="reminders.answer",
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
                            "flag",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "đã họp"),
                                    ("report", "đã gửi báo cáo"),
                                    ("promise", "nêu lý do và hẹn ngày"),
                                    ("explain", "giải trình"),
                                ],
                                max_length=8,
                                verbose_name="trả lời",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "chờ văn phòng xem"),
                                    ("accepted", "đã nhận"),
                                    ("refused", "không nhận"),
                                ],
                                default="proposed",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="liên kết gửi tới")),
                        ("given_by", core.fields.LineField(max_length=120, verbose_name="người trả lời")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                        (
                            "meeting_kind",
                            models.CharField(
                                choices=[
                                    ("periodic", "Định kỳ"),
                                    ("thematic", "Chuyên đề"),
                                    ("extraordinary", "Bất thường"),
                                ],
                                default="periodic",
                                max_length=16,
                                verbose_name="loại cuộc họp",
                            ),
                        ),
                        (
                            "head_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số có mặt"),
                        ),
                        (
                            "submitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày gửi báo cáo"),
                        ),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("reason", core.fields.LineField(blank=True, max_length=500, verbose_name="lý do")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn ngày")),
                        ("file", models.JSONField(blank=True, null=True, verbose_name="tệp kèm theo")),
                        ("token_digest", models.CharField(max_length=64, verbose_name="dấu của liên kết")),
                        ("given_at", models.DateTimeField(verbose_name="trả lời lúc")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xem lúc")),
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
                                verbose_name="người xem",
                            ),
                        ),
                        (
                            "decision_note",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="ý kiến"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
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
                        (
                            "numbers_used",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="Số lớn nhất đã cấp trong nhiệm kỳ này; nhiệm kỳ mới để 0.",
                                verbose_name="số công văn đã dùng trước khi dùng hệ thống",
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
                                name="term_ends_after_it_starts",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_committeetermevent" ("ends_on", "id", "name", "numbers_used", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", new_values."numbers_used", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b2a07638fc18d0c9ca803d27106b4b94009fde63",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a31a8",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_committeeterm",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_committeetermevent" ("ends_on", "id", "name", "numbers_used", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", new_values."numbers_used", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="230fd897b8abf7e9ef9de5a4fbf5450521f68cd0",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_385db",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_committeeterm",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_committeetermevent" ("ends_on", "id", "name", "numbers_used", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."name", old_values."numbers_used", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="86cdac7769d79f86ffa54481b1606a455b5a2fcf",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_07791",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_committeeterm",
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
                                to="reminders.committeeterm",
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
                        (
                            "numbers_used",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="Số lớn nhất đã cấp trong nhiệm kỳ này; nhiệm kỳ mới để 0.",
                                verbose_name="số công văn đã dùng trước khi dùng hệ thống",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LetterHead",
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
                                help_text="Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG.",
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
                        "verbose_name": "thể thức công văn",
                        "verbose_name_plural": "thể thức công văn",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="there_is_one_letter_head"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT new_values."archive", new_values."authority", new_values."id", new_values."issuer", new_values."office", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."signer", new_values."superior", new_values."symbol" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0266d7f275a80864e2a5f3f64036effa317850a8",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e6ffd",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_letterhead",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT new_values."archive", new_values."authority", new_values."id", new_values."issuer", new_values."office", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."signer", new_values."superior", new_values."symbol" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="560fe1766f0b2c5f58932b045e1a4980fb1fda0a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cda9e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_letterhead",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterheadevent" ("archive", "authority", "id", "issuer", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signer", "superior", "symbol") SELECT old_values."archive", old_values."authority", old_values."id", old_values."issuer", old_values."office", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."signer", old_values."superior", old_values."symbol" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a7402b2581caab521b4c17be19280ebe8a4dd902",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cb7e1",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_letterhead",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterHeadEvent",
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
                                to="reminders.letterhead",
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
                                help_text="Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG.",
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
                    name="LetterTemplate",
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
                        ("note", core.fields.LineField(blank=True, max_length=200, verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "mẫu công văn của văn phòng",
                        "verbose_name_plural": "mẫu công văn của văn phòng",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_lettertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="adf9bd23f19ea44430b0f6ad1717b3bb4d89a4ff",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2e10f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_lettertemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_lettertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bb22a7bd24cf1fcab084c5073347c705ea8c58d6",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b5cdc",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_lettertemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_lettertemplateevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f916b6aeec6eb798382ab246bdaebe59290260d7",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_68cf4",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_lettertemplate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplateEvent",
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
                                to="reminders.lettertemplate",
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
                            "template",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: mẫu có sẵn.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices",
                                to="reminders.lettertemplate",
                                verbose_name="mẫu",
                            ),
                        ),
                        ("starts_on", models.DateField(unique=True, verbose_name="áp dụng từ ngày")),
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
                        "verbose_name": "mẫu công văn được áp dụng",
                        "verbose_name_plural": "mẫu công văn được áp dụng",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."template_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cd2cd2ad7070ae240bc7dd7ebc8ef8049d35a756",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bd84b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_templatechoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."template_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="207f3f4b791d24db1cdfc3062ea245fccbb8ee81",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e977a",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_templatechoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_templatechoiceevent" ("chosen_at", "chosen_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "template_id") SELECT old_values."chosen_at", old_values."chosen_by_id", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."template_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="85cefdefc7a9a29ae0ef4afc37283f8deb14bbf5",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fba1f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_templatechoice",
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
                                to="reminders.templatechoice",
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
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: mẫu có sẵn.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reminders.lettertemplate",
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
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "dự thảo"), ("numbered", "đã lấy số")],
                                default="draft",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
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
                                related_name="letters",
                                to="reminders.lettertemplate",
                                verbose_name="mẫu của văn phòng",
                            ),
                        ),
                        (
                            "document_type",
                            models.CharField(default="CV", max_length=8, verbose_name="loại văn bản"),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="reminders.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                        ("dated_on", models.DateField(verbose_name="ngày")),
                        ("deadline_on", models.DateField(verbose_name="hạn thực hiện")),
                        ("subject", core.fields.LineField(max_length=250, verbose_name="trích yếu")),
                        ("content", models.JSONField(default=dict, verbose_name="nội dung")),
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
                        (
                            "flags",
                            models.ManyToManyField(
                                related_name="letters", to="obligations.flag", verbose_name="phát hiện"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "công văn đôn đốc",
                        "verbose_name_plural": "công văn đôn đốc",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document_type", "term", "number"),
                                name="one_letter_per_type_term_and_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number__isnull", True), ("state", "draft")),
                                    models.Q(
                                        ("number__isnull", False),
                                        ("state", "numbered"),
                                        ("term__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_numbered_letter_has_number_and_term",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deadline_on__gte", models.F("dated_on"))),
                                name="letter_deadline_not_before_its_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("content", "created_at", "created_by_id", "dated_on", "deadline_on", "document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "state", "subject", "template_id", "term_id") SELECT new_values."content", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."deadline_on", new_values."document_type", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile", new_values."state", new_values."subject", new_values."template_id", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d18b8e6aa1dbebfca4a4cb56c1d4d6e685af80c3",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3dbe6",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reminders_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("content", "created_at", "created_by_id", "dated_on", "deadline_on", "document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "state", "subject", "template_id", "term_id") SELECT new_values."content", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."deadline_on", new_values."document_type", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile", new_values."state", new_values."subject", new_values."template_id", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="55653cde4645f72a61c003e79ffa6d83c2f50889",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6a841",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reminders_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("content", "created_at", "created_by_id", "dated_on", "deadline_on", "document_type", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "state", "subject", "template_id", "term_id") SELECT old_values."content", old_values."created_at", old_values."created_by_id", old_values."dated_on", old_values."deadline_on", old_values."document_type", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile", old_values."state", old_values."subject", old_values."template_id", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bdf436c3d29ca6c1ec477646b27dda02796adbde",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1cfb4",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reminders_letter",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterEvent",
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
                                to="reminders.letter",
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
                            "state",
                            models.CharField(
                                choices=[("draft", "dự thảo"), ("numbered", "đã lấy số")],
                                default="draft",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
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
                                to="reminders.lettertemplate",
                                verbose_name="mẫu của văn phòng",
                            ),
                        ),
                        (
                            "document_type",
                            models.CharField(default="CV", max_length=8, verbose_name="loại văn bản"),
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
                                to="reminders.committeeterm",
                                verbose_name="nhiệm kỳ",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                        ("dated_on", models.DateField(verbose_name="ngày")),
                        ("deadline_on", models.DateField(verbose_name="hạn thực hiện")),
                        ("subject", core.fields.LineField(max_length=250, verbose_name="trích yếu")),
                        ("content", models.JSONField(default=dict, verbose_name="nội dung")),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
