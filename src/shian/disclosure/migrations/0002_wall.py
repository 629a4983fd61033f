from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("disclosure_publicpage", Reached(own="business_id")),
        Wall("disclosure_menu", Reached(own="business_id")),
        Wall("disclosure_supplier", Reached(own="business_id")),
        Wall("disclosure_member", Reached(own="business_id")),
        Wall("disclosure_pledge", Reached()),
    ]
