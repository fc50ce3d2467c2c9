import datetime

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
        ("delegations", "0001_layout_6"),
        ("meetings", "0001_layout_6"),
        ("obligations", "0001_layout_6"),
        ("outbox", "0001_layout_6"),
        ("papers", "0001_layout_6"),
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at") SELECT new_values."brief_weekday", new_values."id", new_values."mail_on_days_off", new_values."office_address", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f1b475ab3a0e12bc6e0a962dda55988e6b302cbb",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at") SELECT new_values."brief_weekday", new_values."id", new_values."mail_on_days_off", new_values."office_address", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="447caf177ec23a9fe29d5da2d68fa90ca02f7bbb",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_reminderpolicyevent" ("brief_weekday", "id", "mail_on_days_off", "office_address", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_at") SELECT old_values."brief_weekday", old_values."id", old_values."mail_on_days_off", old_values."office_address", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="674c9c4bfe812df7b305e8f7b200cca2a18b43a0",
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
                                        ("assigned", "người được giao thực hiện, theo dõi"),
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
                                        ("assigned", "người được giao thực hiện, theo dõi"),
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
                                    ("assigned", "người được giao thực hiện, theo dõi"),
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
                    name="TaskTold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told",
                                to="meetings.task",
                                verbose_name="nhiệm vụ",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần báo nhiệm vụ",
                        "verbose_name_plural": "lần báo nhiệm vụ",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "address"), name="a_task_is_told_to_an_address_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forewarning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("subject", core.fields.LineField(max_length=60, verbose_name="mã hồ sơ")),
                        ("due_on", models.DateField(verbose_name="hạn")),
                        ("step", models.CharField(max_length=12, verbose_name="bậc")),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forewarnings",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần báo trước hạn",
                        "verbose_name_plural": "lần báo trước hạn",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "subject", "due_on", "step", "address"),
                                name="a_step_before_a_due_day_is_told_once",
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
                                    ("request", "thư đôn đốc"),
                                    ("brief", "tin tuần cho lãnh đạo"),
                                    ("invite", "giấy mời"),
                                    ("direction", "ý kiến chỉ đạo"),
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
                                    ("minutes", "đã ký biên bản"),
                                    ("rules", "đã ban hành quy chế"),
                                    ("coord", "đã ký quy chế phối hợp"),
                                    ("staffed", "đã chỉ định"),
                                    ("extended", "đã kéo dài thời hạn"),
                                    ("kept", "giữ nguyên nhân sự"),
                                    ("done", "đã thực hiện nhiệm vụ"),
                                    ("sent", "đã gửi tờ trình"),
                                    ("counted", "đã tổng hợp ý kiến"),
                                    ("opinion", "trả lời phiếu lấy ý kiến"),
                                    ("agreed", "đã có ý kiến cấp uỷ cơ quan"),
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
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="ngày thực hiện")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
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
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("choice", models.CharField(blank=True, max_length=16, verbose_name="lựa chọn")),
                        (
                            "names",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="người, các bên"),
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "choice", "decided_at", "decided_by_id", "decision_note", "done_on", "ends_on", "file", "flag_id", "given_at", "given_by", "head_count", "id", "kind", "meeting_kind", "names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "starts_on", "state", "token_digest") SELECT new_values."address", new_values."choice", new_values."decided_at", new_values."decided_by_id", new_values."decision_note", new_values."done_on", new_values."ends_on", new_values."file", new_values."flag_id", new_values."given_at", new_values."given_by", new_values."head_count", new_values."id", new_values."kind", new_values."meeting_kind", new_values."names", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_on", new_values."reason", new_values."starts_on", new_values."state", new_values."token_digest" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fd1875a663c8e08e8aed3527746d718dec9fb541",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "choice", "decided_at", "decided_by_id", "decision_note", "done_on", "ends_on", "file", "flag_id", "given_at", "given_by", "head_count", "id", "kind", "meeting_kind", "names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "starts_on", "state", "token_digest") SELECT new_values."address", new_values."choice", new_values."decided_at", new_values."decided_by_id", new_values."decision_note", new_values."done_on", new_values."ends_on", new_values."file", new_values."flag_id", new_values."given_at", new_values."given_by", new_values."head_count", new_values."id", new_values."kind", new_values."meeting_kind", new_values."names", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_on", new_values."reason", new_values."starts_on", new_values."state", new_values."token_digest" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a5de5094dd622e6075d922afe85c40f1932dabd1",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_answerevent" ("address", "choice", "decided_at", "decided_by_id", "decision_note", "done_on", "ends_on", "file", "flag_id", "given_at", "given_by", "head_count", "id", "kind", "meeting_kind", "names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "reason", "starts_on", "state", "token_digest") SELECT old_values."address", old_values."choice", old_values."decided_at", old_values."decided_by_id", old_values."decision_note", old_values."done_on", old_values."ends_on", old_values."file", old_values."flag_id", old_values."given_at", old_values."given_by", old_values."head_count", old_values."id", old_values."kind", old_values."meeting_kind", old_values."names", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_on", old_values."reason", old_values."starts_on", old_values."state", old_values."token_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="45bbf37d39d1607c1fd88cedd271afa90387e9f5",
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
                                    ("minutes", "đã ký biên bản"),
                                    ("rules", "đã ban hành quy chế"),
                                    ("coord", "đã ký quy chế phối hợp"),
                                    ("staffed", "đã chỉ định"),
                                    ("extended", "đã kéo dài thời hạn"),
                                    ("kept", "giữ nguyên nhân sự"),
                                    ("done", "đã thực hiện nhiệm vụ"),
                                    ("sent", "đã gửi tờ trình"),
                                    ("counted", "đã tổng hợp ý kiến"),
                                    ("opinion", "trả lời phiếu lấy ý kiến"),
                                    ("agreed", "đã có ý kiến cấp uỷ cơ quan"),
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
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="ngày thực hiện")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
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
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("choice", models.CharField(blank=True, max_length=16, verbose_name="lựa chọn")),
                        (
                            "names",
                            core.fields.LineField(blank=True, max_length=300, verbose_name="người, các bên"),
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
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letter",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                        ("deadline_on", models.DateField(verbose_name="hạn thực hiện")),
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
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("deadline_on", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."deadline_on", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="75ae874f0731d31e40611bdbe697392f2e0c144c",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("deadline_on", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."deadline_on", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="37e8eea6ea9f7c80b9ef2e9a2336d52ac01ff4b5",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_letterevent" ("deadline_on", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."deadline_on", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8bf92051c6f7ea1094a77697e0e6097636e92f5c",
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
                        ("deadline_on", models.DateField(verbose_name="hạn thực hiện")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
