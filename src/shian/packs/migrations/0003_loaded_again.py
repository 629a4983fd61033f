from django.db import migrations


class Migration(migrations.Migration):
    """Content of before may be loaded again after another: a mistake is taken back by loading the old folder."""

    dependencies = [("packs", "0002_immutable")]
    operations = [migrations.RemoveConstraint(model_name="release", name="release_once")]
