from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall

GROUND = (
    "penaltycase", "pause", "measure", "exhibit", "custody", "casepaper", "recusal", "typicalcase",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        *(Wall(f"enforcement_{name}", Reached()) for name in GROUND),
        Wall("enforcement_transfer", Reached(held="police_post_id")),
    ]
