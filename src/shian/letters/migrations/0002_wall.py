from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("territory", "0002_wall_functions")]

    operations = [
        Wall("letters_letter", Reached(own="owner_key", held="holder_id")),
        Wall("letters_letterstep", Reached(own="owner_key", held="holder_key")),
        Wall("letters_letterseries", Reached()),
        Wall("letters_interview", Reached(own="owner_key", held="holder_key")),
    ]
