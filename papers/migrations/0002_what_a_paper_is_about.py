import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import core.fields
import core.keys


# squawk: adding-not-nullable-field, adding-field-with-default: an office's register of papers stays small; a generated column is only made anew
# squawk: adding-required-field, require-concurrent-index-creation: an office's register of papers stays small; a generated column is only made anew
# squawk: require-concurrent-index-deletion: an office's register of papers stays small; a generated column is only made anew
class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_layout_5"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="paper",
            name="record_name",
            field=core.fields.LineField(blank=True, max_length=400, verbose_name="về"),
        ),
        migrations.AddField(
            model_name="paperevent",
            name="record_name",
            field=core.fields.LineField(blank=True, max_length=400, verbose_name="về"),
        ),
        migrations.AlterField(
            model_name="paper",
            name="about",
            field=core.fields.LineField(blank=True, max_length=80, verbose_name="khoá hồ sơ"),
        ),
        # A generated column cannot be changed, it is made anew with its index.
        migrations.RemoveIndex(model_name="paper", name="paper_search"),
        migrations.RemoveField(model_name="paper", name="search_text"),
        migrations.AddField(
            model_name="paper",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True,
                expression=core.keys.Folded("title", "record_name"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="paper_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AlterField(
            model_name="paperevent",
            name="about",
            field=core.fields.LineField(blank=True, max_length=80, verbose_name="khoá hồ sơ"),
        ),
        migrations.RemoveField(model_name="paperevent", name="search_text"),
        migrations.AddField(
            model_name="paperevent",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True,
                expression=core.keys.Folded("title", "record_name"),
                output_field=models.TextField(),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT new_values."about", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."document_type", new_values."edited_at", new_values."edited_by_id", new_values."frame", new_values."id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile", new_values."record_name", new_values."replaces_id", new_values."series", new_values."sha256", new_values."state", new_values."template_id", new_values."term_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f6b6b3cde24fbca6153bc544f742214b58623ff",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b0728",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="papers_paper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT new_values."about", new_values."created_at", new_values."created_by_id", new_values."dated_on", new_values."document_type", new_values."edited_at", new_values."edited_by_id", new_values."frame", new_values."id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile", new_values."record_name", new_values."replaces_id", new_values."series", new_values."sha256", new_values."state", new_values."template_id", new_values."term_id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."about" IS DISTINCT FROM (new_values."about") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."dated_on" IS DISTINCT FROM (new_values."dated_on") OR old_values."document_type" IS DISTINCT FROM (new_values."document_type") OR old_values."edited_at" IS DISTINCT FROM (new_values."edited_at") OR old_values."edited_by_id" IS DISTINCT FROM (new_values."edited_by_id") OR old_values."frame" IS DISTINCT FROM (new_values."frame") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."profile" IS DISTINCT FROM (new_values."profile") OR old_values."record_name" IS DISTINCT FROM (new_values."record_name") OR old_values."replaces_id" IS DISTINCT FROM (new_values."replaces_id") OR old_values."search_text" IS DISTINCT FROM (new_values."search_text") OR old_values."series" IS DISTINCT FROM (new_values."series") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."template_id" IS DISTINCT FROM (new_values."template_id") OR old_values."term_id" IS DISTINCT FROM (new_values."term_id") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ba759fab8238bfb67681d4bc5a0321754283dfae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de34d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="papers_paper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "papers_paperevent" ("about", "created_at", "created_by_id", "dated_on", "document_type", "edited_at", "edited_by_id", "frame", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "record_name", "replaces_id", "series", "sha256", "state", "template_id", "term_id", "title", "version") SELECT old_values."about", old_values."created_at", old_values."created_by_id", old_values."dated_on", old_values."document_type", old_values."edited_at", old_values."edited_by_id", old_values."frame", old_values."id", old_values."kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile", old_values."record_name", old_values."replaces_id", old_values."series", old_values."sha256", old_values."state", old_values."template_id", old_values."term_id", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aaec4364d44c3c67c0487e0777b71a660d13c0da",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_835e6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="papers_paper",
                    when="AFTER",
                ),
            ),
        ),
    ]
