from django.db import migrations, models

KINDS = [
    ("rename", "更名"),
    ("merge", "合并"),
    ("split", "分设"),
    ("move", "划转"),
    ("open", "设立"),
    ("close", "撤销"),
    ("layers", "改层级"),
]


class Migration(migrations.Migration):
    """How many layers of cadres answer here is changed on a day, like the other changes of a place."""

    dependencies = [("territory", "0002_wall_functions")]
    operations = [
        migrations.AlterField("placechange", "kind", models.CharField(choices=KINDS, max_length=8)),
        migrations.AlterField("adjustment", "kind", models.CharField(choices=KINDS, max_length=8)),
    ]
