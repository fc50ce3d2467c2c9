from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_files_of_decisions_and_tasks")]

    operations = [
        ValidateConstraint("meetingfile", "a_file_of_a_meeting_is_of_one_record"),
    ]
