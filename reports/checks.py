"""What must hold before reports are made: fonts that can write Chinese."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.checks import Warning, register

WEIGHTS = ("Regular", "Bold")


@register(deploy=False)
def fonts(app_configs, **kwargs):
    """Without a Chinese font WeasyPrint draws boxes and says nothing."""
    if all((Path(settings.FONTS_DIR) / f"NotoSansSC-{weight}.otf").is_file() for weight in WEIGHTS):
        return []
    if _installed():
        return []
    return [
        Warning(
            "No Chinese font was found; reports would show boxes.",
            hint="Run script/bootstrap, or install the Debian package fonts-noto-cjk.",
            id="reports.W001",
        )
    ]


def _installed():
    program = shutil.which("fc-list")
    if not program:
        return False
    listed = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    return "Noto Sans CJK SC" in listed.stdout
