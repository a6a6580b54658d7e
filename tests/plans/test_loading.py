"""The solver is heavy: whoever never asks for a plan never loads it."""

import os
import subprocess
import sys

LOOK = "import django, sys; django.setup(); import config.urls; sys.exit('ortools' in sys.modules)"


def test_the_site_starts_without_the_solver():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    assert subprocess.run([sys.executable, "-c", LOOK], env=environment, timeout=60).returncode == 0
