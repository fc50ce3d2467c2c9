import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# squawk: adding-foreign-key-constraint: the columns are new and empty, the table has a row a file
# squawk: require-concurrent-index-creation: on columns that are new and empty


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_layout_6"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="meetingfile",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meetingfile",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meetingfile",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="meetingfile",
            name="a_file_is_of_a_meeting_or_a_consultation",
        ),
        migrations.AddField(
            model_name="meetingfile",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="meetings.decision",
                verbose_name="quyết nghị",
            ),
        ),
        migrations.AddField(
            model_name="meetingfile",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="meetings.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AddField(
            model_name="meetingfileevent",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="meetings.decision",
                verbose_name="quyết nghị",
            ),
        ),
        migrations.AddField(
            model_name="meetingfileevent",
            name="task",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="meetings.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "decision_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "task_id") SELECT new_values."added_at", new_values."added_by_id", new_values."agenda_item_id", new_values."consultation_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."meeting_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size", new_values."task_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad83ad4ab9f536bf8f1c071496e6645e8152f358",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "decision_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "task_id") SELECT new_values."added_at", new_values."added_by_id", new_values."agenda_item_id", new_values."consultation_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."meeting_id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."sha256", new_values."size", new_values."task_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9f1f4ec52680d4e3b3367776c7a9c296f48a2a5a",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingfileevent" ("added_at", "added_by_id", "agenda_item_id", "consultation_id", "decision_id", "id", "key", "kind", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "task_id") SELECT old_values."added_at", old_values."added_by_id", old_values."agenda_item_id", old_values."consultation_id", old_values."decision_id", old_values."id", old_values."key", old_values."kind", old_values."meeting_id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."sha256", old_values."size", old_values."task_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8a747950435616b4e7e8022d88abda777f1d821a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9552f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_meetingfile",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraintNotValid(
            model_name="meetingfile",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        "meeting",
                        "consultation",
                        "decision",
                        "task",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="a_file_of_a_meeting_is_of_one_record",
            ),
        ),
    ]
