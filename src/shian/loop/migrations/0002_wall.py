from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("loop", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("loop_duty", Reached(own="business_id", held="holder_id")),
        Wall("loop_task", Reached(own="business_id", held="holder_id")),
        Wall("loop_finding", Reached(own="business_id", held="holder_id")),
        Wall("loop_findingstep", Reached(own="business_key")),
        Wall("loop_commitment", Reached(held="post_id")),
        Wall("loop_bulkbatch", Reached(party="person_id")),
    ]
