from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("checklists", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("checklists_sheet", Reached(own="business_id", held="post_id", party="person_id")),
    ]
