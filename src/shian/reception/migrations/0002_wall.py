from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("reception_toll", Reached()),
        Wall("reception_call", Reached()),
        Wall("reception_sent", Reached()),
        Wall("reception_firstlook", Reached(held="holder_id")),
    ]
