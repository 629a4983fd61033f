import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The wall stands on the table, whatever it is called."""

    dependencies = [("oversight", "0002_wall")]

    operations = [
        migrations.RenameModel("Interview", "Talk"),
        migrations.AlterField(
            "Talk",
            "oversight",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="talks", to="oversight.oversight"
            ),
        ),
    ]
