from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("truth", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("truth_weighing", Reached()),
        Wall("truth_signal", Reached(held="post_id")),
        Wall("truth_explanation", Reached(held="post_id")),
        Wall("truth_backcheck", Reached(held="holder_id")),
        Wall("truth_photomark", Reached()),
    ]
