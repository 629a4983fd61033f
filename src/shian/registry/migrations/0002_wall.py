from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("registry_business", Reached(own="id")),
        Wall("registry_standing", Reached(own="business_id")),
        Wall("registry_graderecord", Reached(own="business_id")),
        Wall("registry_premises", Reached(own="business_id")),
        Wall("registry_licence", Reached(own="business_id")),
        Wall("registry_productcategory", Reached(own="business_id")),
        Wall("registry_rest", Reached(own="business_id")),
        Wall("registry_appointment", Reached(own="business_id", party="person_id")),
        Wall("registry_importbatch", Reached(party="person_id")),
        Wall("registry_importrow", Reached()),
    ]
