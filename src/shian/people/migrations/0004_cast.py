from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_no_demo_in_a_real_county")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="cast",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="a made-up person's card on the login page: key, post, name, place",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_demo", True), ("cast", {}), _connector="OR"),
                name="account_names_made_up_people_only",
            ),
        ),
    ]
