from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("inspection_inspection", Reached(own="business_id", held="lead_id")),
        Wall("inspection_riskassessment", Reached(own="business_id")),
        Wall("inspection_facegiven", Reached(own="business_id")),
    ]
