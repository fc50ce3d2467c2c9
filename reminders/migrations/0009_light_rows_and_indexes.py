"""A mail's row changes three times on its way out; its texts never do. Kept apart (TOAST) they are not copied each time.

The index of what is not sent gives the next mails in order: without it a claim walked over everything ever sent.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0008_office_letter_templates")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE reminders_message SET (toast_tuple_target = 256, fillfactor = 70)",
            "ALTER TABLE reminders_message RESET (toast_tuple_target, fillfactor)",
        ),
        migrations.RemoveIndex(model_name="message", name="queued_message"),
        migrations.RemoveIndex(model_name="message", name="message_being_sent"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("state", "sent"), _negated=True), fields=["state", "id"], name="message_not_sent"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("state", "sent")), fields=["sent_at"], name="message_sent"),
        ),
    ]
