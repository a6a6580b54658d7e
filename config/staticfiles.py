"""The few files of npm packages that pages use, found where `npm ci` put them."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class NodeFinder(BaseFinder):
    """Serves exactly the files listed in settings.NODE_ASSETS, nothing else of node_modules."""

    root = Path(settings.BASE_DIR, "node_modules")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        source = settings.NODE_ASSETS.get(path)
        found = str(self.root / source) if source and (self.root / source).exists() else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns):
        for path, source in settings.NODE_ASSETS.items():
            yield path, _OneFile(path, self.root / source)


class _OneFile(FileSystemStorage):
    """A storage that holds one file under the name it is served by."""

    prefix = None

    def __init__(self, name, source):
        super().__init__(location=source.parent)
        self.name, self.source = name, source

    def path(self, name):
        return str(self.source)
