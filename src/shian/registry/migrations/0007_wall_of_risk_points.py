from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_risk_points")]

    operations = [Wall("registry_riskpoint", Reached(own="business_id"))]
