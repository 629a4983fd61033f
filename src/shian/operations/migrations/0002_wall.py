from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("operations_operation", Reached(team="posts")),
        Wall("operations_team", Reached(team="posts")),
        Wall("operations_target", Reached(team="posts")),
        Wall("operations_result", Reached(team="posts")),
        Wall("operations_notice", Reached(held="holder_id", team="posts")),
    ]
