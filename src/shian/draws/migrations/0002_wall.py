from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("draws", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [Wall("draws_draw", Reached())]
