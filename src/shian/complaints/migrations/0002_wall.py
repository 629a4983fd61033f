from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("complaints_complaint", Reached(held="holder_id")),
        Wall("complaints_clock", Reached()),
        Wall("complaints_pause", Reached()),
        Wall("complaints_entry", Reached()),
        Wall("complaints_paper", Reached()),
        Wall("complaints_series", Reached()),
    ]
