"""Where files lie: private, named by their content, put in place whole or not at all.

`STORAGES["evidence"]` may name any other Django storage; nothing here asks for an address or a path.
"""

import os
import shutil
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible


@deconstructible
class DurableStorage(FileSystemStorage):
    """Files under MEDIA_ROOT that survive a power cut. The same name always means the same content."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=target.parent, prefix="unfinished-")
        try:
            with os.fdopen(handle, "wb") as file:
                content.seek(0)
                shutil.copyfileobj(content, file, 1024 * 1024)
                file.flush()
                os.fsync(file.fileno())
            os.replace(written, target)
        except BaseException:
            Path(written).unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name

    def url(self, name):
        raise NotImplementedError("Evidence has no address; it is downloaded through its view.")


def _sync(folder):
    """The folder too, so that a power cut cannot lose the name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store():
    """The storage in use. A callable, so that migrations do not write its settings down."""
    return storages["evidence"]


def name_of(assessment, sha256, kind):
    """Apart by assessment: one lock then covers everybody who may add or remove the file."""
    return f"evidence/{assessment.uuid}/{sha256}.{kind}"
