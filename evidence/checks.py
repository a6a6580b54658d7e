"""What must hold before files are taken: a virus scanner that is named can be started."""

import shutil

from django.core.checks import Error, register

from evidence.scanner import command


@register()
def scanner_can_be_started(app_configs, **kwargs):
    try:
        words = command()
    except ValueError as error:
        return [Error(f"EVIDENCE_SCANNER is not a command line: {error}.", id="evidence.E001")]
    if words and not shutil.which(words[0]):
        return [
            Error(
                f"EVIDENCE_SCANNER names {words[0]}, which is not found; every file would be refused.",
                hint="Install it, give its full path, or leave EVIDENCE_SCANNER empty.",
                id="evidence.E002",
            )
        ]
    return []
