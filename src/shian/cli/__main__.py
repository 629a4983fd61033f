"""`python -m shian.cli`: the same as `shian`."""

import sys

from shian.cli import main

sys.exit(main())
