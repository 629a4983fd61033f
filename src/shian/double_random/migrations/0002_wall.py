from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("double_random", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("double_random_listedobject", Reached(own="business_id")),
        Wall("double_random_listedofficer", Reached(held="post_id")),
        Wall("double_random_randomplan", Reached()),
        Wall("double_random_pick", Reached()),
    ]
