from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("oversight_oversight", Reached(held="leader_id")),
        Wall("oversight_unit", Reached()),
        Wall("oversight_interview", Reached()),
        Wall("oversight_problem", Reached(held="holder_id")),
    ]
