import datetime

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.schema
from outbox.migrations import _by_hand


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
                    name="MailPolicy",
                    fields=[
                        ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                        (
                            "sender_name",
                            core.fields.LineField(
                                default="Văn phòng Tỉnh uỷ", max_length=120, verbose_name="tên người gửi"
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
                            "quiet_from",
                            models.TimeField(default=datetime.time(19, 0), verbose_name="không gửi từ giờ"),
                        ),
                        (
                            "quiet_until",
                            models.TimeField(default=datetime.time(7, 0), verbose_name="đến giờ"),
                        ),
                    ],
                    options={
                        "verbose_name": "cài đặt gửi thư",
                        "verbose_name_plural": "cài đặt gửi thư",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="there_is_one_mail_policy"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_mailpolicyevent" ("contact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "reply_to", "sender_name") SELECT new_values."contact", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quiet_from", new_values."quiet_until", new_values."reply_to", new_values."sender_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b6cd5688dc88f0d59738843dcd70fe5f31cb87d2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b5b27",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="outbox_mailpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_mailpolicyevent" ("contact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "reply_to", "sender_name") SELECT new_values."contact", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quiet_from", new_values."quiet_until", new_values."reply_to", new_values."sender_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8e1367ffc8112f17601f350a4b5a747d1cef8dd5",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e9323",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="outbox_mailpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_mailpolicyevent" ("contact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "reply_to", "sender_name") SELECT old_values."contact", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quiet_from", old_values."quiet_until", old_values."reply_to", old_values."sender_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1a130dc78bc5bbbd986307a60479283f88974ad9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_07433",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="outbox_mailpolicy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailPolicyEvent",
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
                                to="outbox.mailpolicy",
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
                            "sender_name",
                            core.fields.LineField(
                                default="Văn phòng Tỉnh uỷ", max_length=120, verbose_name="tên người gửi"
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
                            "quiet_from",
                            models.TimeField(default=datetime.time(19, 0), verbose_name="không gửi từ giờ"),
                        ),
                        (
                            "quiet_until",
                            models.TimeField(default=datetime.time(7, 0), verbose_name="đến giờ"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "recipient_name",
                            models.CharField(blank=True, max_length=200, verbose_name="người nhận"),
                        ),
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
                                default="digest",
                                max_length=24,
                                verbose_name="loại",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "chờ gửi"),
                                    ("sending", "đang gửi"),
                                    ("sent", "đã gửi"),
                                    ("failed", "không gửi được"),
                                    ("skipped", "bỏ qua"),
                                    ("held", "tạm giữ"),
                                ],
                                default="queued",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("subject", models.CharField(max_length=250, verbose_name="tiêu đề")),
                        ("text", models.TextField(verbose_name="nội dung")),
                        ("html", models.TextField(blank=True, verbose_name="nội dung HTML")),
                        ("calendar", models.TextField(blank=True, verbose_name="tệp lịch")),
                        (
                            "calendar_method",
                            models.CharField(blank=True, max_length=10, verbose_name="việc của tệp lịch"),
                        ),
                        ("headers", models.JSONField(default=dict, verbose_name="đầu thư")),
                        ("message_id", models.CharField(max_length=200, unique=True, verbose_name="mã thư")),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "not_before",
                            models.DateTimeField(blank=True, null=True, verbose_name="không gửi trước"),
                        ),
                        (
                            "leaves_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="gửi chậm nhất"),
                        ),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="bắt đầu gửi lúc"),
                        ),
                        (
                            "claimed_by",
                            models.CharField(blank=True, max_length=120, verbose_name="tiến trình gửi"),
                        ),
                        (
                            "handed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="trao cho máy chủ thư lúc"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi")),
                        ("last_error", models.TextField(blank=True, verbose_name="lỗi gần nhất")),
                    ],
                    options={
                        "verbose_name": "thư",
                        "verbose_name_plural": "thư",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "sent"), _negated=True),
                                fields=["state", "id"],
                                name="message_not_sent",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sent")), fields=["sent_at"], name="message_sent"
                            ),
                            models.Index(fields=["-day", "-id"], name="message_log"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind__in", ["invite", "direction", "request"]), _negated=True
                                ),
                                fields=("address", "kind", "day"),
                                name="one_digest_per_address_and_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("retry", "máy chủ chưa nhận, sẽ gửi lại"),
                                    ("unsure", "chưa rõ máy chủ đã nhận hay chưa, sẽ gửi lại cùng mã thư"),
                                    ("recover", "tiến trình gửi dừng giữa chừng, đưa lại vào hàng đợi"),
                                    ("failed", "không gửi được"),
                                    ("dropped", "bỏ bớt nội dung trước khi gửi"),
                                    ("skipped", "không gửi"),
                                    ("held", "tạm giữ"),
                                    ("release", "cho gửi"),
                                    ("again", "yêu cầu gửi lại"),
                                    ("bounced", "thư bị trả lại"),
                                ],
                                max_length=8,
                                verbose_name="việc",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        ("detail", models.TextField(blank=True, verbose_name="chi tiết")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thực hiện",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "diễn biến của thư",
                        "verbose_name_plural": "diễn biến của thư",
                        "indexes": [models.Index(fields=["message", "at"], name="events_of_message")],
                    },
                ),
                migrations.CreateModel(
                    name="AddressState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, unique=True, verbose_name="địa chỉ")),
                        (
                            "soft_bounces",
                            models.PositiveIntegerField(
                                default=0, verbose_name="số lần bị hoãn, trả tạm thời"
                            ),
                        ),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ngừng gửi từ"),
                        ),
                        ("diagnostic", models.TextField(blank=True, verbose_name="lý do máy chủ thư nêu")),
                    ],
                    options={
                        "verbose_name": "tình trạng địa chỉ",
                        "verbose_name_plural": "tình trạng địa chỉ",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_addressstateevent" ("address", "diagnostic", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "soft_bounces", "stopped_at") SELECT new_values."address", new_values."diagnostic", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."soft_bounces", new_values."stopped_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="63f9d8e8f4e557d6dfab3a4ef18ece027e99ec63",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b0521",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="outbox_addressstate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_addressstateevent" ("address", "diagnostic", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "soft_bounces", "stopped_at") SELECT new_values."address", new_values."diagnostic", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."soft_bounces", new_values."stopped_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c43d7a73d57e60cfb0799879859d9cb234cfd511",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_af430",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="outbox_addressstate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outbox_addressstateevent" ("address", "diagnostic", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "soft_bounces", "stopped_at") SELECT old_values."address", old_values."diagnostic", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."soft_bounces", old_values."stopped_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4c3ec3662961948875985a3ad05e7837d2c394ed",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4616f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="outbox_addressstate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressStateEvent",
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
                                to="outbox.addressstate",
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
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        (
                            "soft_bounces",
                            models.PositiveIntegerField(
                                default=0, verbose_name="số lần bị hoãn, trả tạm thời"
                            ),
                        ),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ngừng gửi từ"),
                        ),
                        ("diagnostic", models.TextField(blank=True, verbose_name="lý do máy chủ thư nêu")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Bounce",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bounces",
                                to="outbox.message",
                                verbose_name="thư",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        ("is_hard", models.BooleanField(verbose_name="không nhận được nữa")),
                        ("status", models.CharField(blank=True, max_length=12, verbose_name="mã tình trạng")),
                        ("diagnostic", models.TextField(blank=True, verbose_name="lý do máy chủ thư nêu")),
                        (
                            "report_id",
                            models.CharField(max_length=250, unique=True, verbose_name="mã báo cáo"),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="nhận lúc")),
                    ],
                    options={
                        "verbose_name": "báo cáo không phát được thư",
                        "verbose_name_plural": "báo cáo không phát được thư",
                        "indexes": [models.Index(fields=["-received_at"], name="last_bounces")],
                    },
                ),
                migrations.CreateModel(
                    name="MailRun",
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
                                choices=[("plan", "lập thư"), ("send", "gửi thư"), ("read", "đọc báo cáo")],
                                max_length=8,
                                unique=True,
                                verbose_name="loại",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="bắt đầu")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="kết thúc")),
                        ("counts", models.JSONField(default=dict, verbose_name="số liệu")),
                        ("error", models.TextField(blank=True, verbose_name="lỗi")),
                    ],
                    options={
                        "verbose_name": "lượt chạy thư",
                        "verbose_name_plural": "lượt chạy thư",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("finished_at__isnull", True),
                                    ("finished_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="mail_run_finishes_after_it_starts",
                            )
                        ],
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
