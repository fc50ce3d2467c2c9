from django.db import migrations, models

SINGLE = ["invite", "direction", "request", "account"]


class Migration(migrations.Migration):
    """Let one address get several invitations to accounts a day."""

    # An index is made beside the people who work, and the old one goes when the new one holds.
    atomic = False

    dependencies = [("outbox", "0001_layout_6"), ("accounts", "0002_accounts_by_post")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("digest", "thư nhắc việc"),
                    ("request", "thư đôn đốc"),
                    ("brief", "tin tuần cho lãnh đạo"),
                    ("invite", "giấy mời"),
                    ("direction", "ý kiến chỉ đạo"),
                    ("account", "thư mời dùng tài khoản"),
                ],
                default="digest",
                max_length=24,
                verbose_name="loại",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("message", "one_digest_per_address_and_day"),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind__in", SINGLE), _negated=True),
                        fields=("address", "kind", "day"),
                        name="one_mail_of_a_kind_per_address_and_day",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY one_mail_of_a_kind_per_address_and_day"
                    " ON outbox_message (address, kind, day)"
                    " WHERE NOT (kind IN ('invite', 'direction', 'request', 'account'))",
                    "DROP INDEX CONCURRENTLY one_mail_of_a_kind_per_address_and_day",
                ),
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY one_digest_per_address_and_day", migrations.RunSQL.noop
                ),
            ],
        ),
    ]
