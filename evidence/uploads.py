"""A file on its way in: on disk from the first byte, and no further than the limit."""

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from evidence.quarantine import most_bytes

FIELD = "file"
TIMES = 5  # a request up to this many times the limit is read, so that what was typed beside the file is kept


class BoundedUpload(TemporaryFileUploadHandler):
    """Takes the one file of the form. What is too large is thrown away as it comes; the other fields are still read."""

    taken = wanted = too_large = False

    def new_file(self, field_name, *args, **kwargs):
        self.wanted = field_name == FIELD and not self.taken
        if self.wanted:
            self.taken = True
            super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if not self.wanted:
            return
        if start + len(raw_data) > most_bytes():
            self.too_large = True
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        return super().file_complete(file_size) if self.wanted else None


def beyond_reading(request) -> bool:
    """Whether the request announces so much that it is not even read."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdigit() or int(announced) > TIMES * most_bytes()


def bound(request) -> BoundedUpload:
    """Must happen before anything reads the body, the check of the CSRF token included."""
    handler = BoundedUpload(request)
    request.upload_handlers = [handler]
    return handler
