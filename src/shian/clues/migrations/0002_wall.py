from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("clues", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("clues_clue", Reached(held="holder_id", team="posts")),
        Wall("clues_shoplist", Reached()),
        Wall("clues_onlineshop", Reached()),
        Wall("clues_training", Reached(held="post_id")),
    ]
