from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("canteen", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("canteen_sharedmeal", Reached(own="business_id")),
        Wall("canteen_retainedsample", Reached(own="business_id")),
        Wall("canteen_survey", Reached(own="business_id")),
        Wall("canteen_surveycount", Reached(own="business_id")),
    ]
