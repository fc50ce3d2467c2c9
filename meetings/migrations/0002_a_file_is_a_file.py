import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# squawk: constraint-missing-not-valid, adding-foreign-key-constraint: an office has some thousand files of meetings
class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_layout_5"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A trigger is named after its table: it goes before the table has another name.
        pgtrigger.migrations.RemoveTrigger(
            model_name="paper",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="paper",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="paper",
            name="delete_delete",
        ),
        migrations.RenameModel("Paper", "MeetingFile"),
        migrations.RenameModel("PaperEvent", "MeetingFileEvent"),
        migrations.RemoveConstraint(
            model_name="meetingfile",
            name="a_paper_is_of_a_meeting_or_a_consultation",
        ),
        migrations.AlterField(
            model_name="meetingfile",
            name="agenda_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="files",
                to="meetings.agendaitem",
                verbose_name="nội dung họp",
            ),
        ),
        migrations.AlterField(
            model_name="meetingfile",
            name="consultation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="meetings.writtenconsultation",
                verbose_name="lấy ý kiến bằng văn bản",
            ),
        ),
        migrations.AlterField(
            model_name="meetingfile",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="meetings.meeting",
                verbose_name="cuộc họp",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingfile",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingfile",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingfile",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="meetingfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meeting__isnull", True), ("consultation__isnull", True), _connector="XOR"
                ),
                name="a_file_is_of_a_meeting_or_a_consultation",
            ),
        ),
    ]
