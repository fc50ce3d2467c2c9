import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# squawk: disallowed-unique-constraint, adding-foreign-key-constraint, require-concurrent-index-creation: an
# office has some hundreds of users, whose table and history are read in a moment; the column begins empty.


class Migration(migrations.Migration):
    """Let an account be a person's, and seats open their bodies to whoever holds them."""

    dependencies = [
        ("accounts", "0001_layout_6"),
        ("delegations", "0002_what_points_to_users"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeatGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grant",
                        to="delegations.seat",
                        verbose_name="vị trí",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài khoản theo chức danh",
                "verbose_name_plural": "tài khoản theo chức danh",
            },
        ),
        migrations.CreateModel(
            name="SeatGrantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="accounts.seatgrant",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.seat",
                        verbose_name="vị trí",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="account",
                to="delegations.person",
                verbose_name="cán bộ",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="delegations.person",
                verbose_name="cán bộ",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT new_values."areas", new_values."date_joined", new_values."email", new_values."full_name", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."of_sample", new_values."password_given_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reads_all", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1847a89a9e2a0f1af05cde755a818e9177168fd9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3867c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT new_values."areas", new_values."date_joined", new_values."email", new_values."full_name", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."of_sample", new_values."password_given_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reads_all", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."areas" IS DISTINCT FROM (new_values."areas") OR old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_staff" IS DISTINCT FROM (new_values."is_staff") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."of_sample" IS DISTINCT FROM (new_values."of_sample") OR old_values."password_given_at" IS DISTINCT FROM (new_values."password_given_at") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."reads_all" IS DISTINCT FROM (new_values."reads_all") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="72e7c81fd0d2be5f1e887d598abd3eb0c601bbbf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e890",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT old_values."areas", old_values."date_joined", old_values."email", old_values."full_name", old_values."id", old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."must_change_password", old_values."of_sample", old_values."password_given_at", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reads_all", old_values."role", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bc58bd19313d9bd7d2963d8dca4ced62e54ba8da",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19f14",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seatgrant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_seatgrantevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."seat_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="eaa6ce8d391608aa332afcb1713c976d3a2bec07",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e7e0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_seatgrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seatgrant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_seatgrantevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."seat_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9bbd7a19b9cf4ee0a01aaeea1e0c8ec47d3ec5ef",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4199",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_seatgrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seatgrant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_seatgrantevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."seat_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="af3a7af109ea1f99c83dd1e0c7e814baf22c2ce4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7de65",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_seatgrant",
                    when="AFTER",
                ),
            ),
        ),
    ]
