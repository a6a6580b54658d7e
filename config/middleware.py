"""Pages show what a person has answered, so no cache on the way may keep them."""


class PagesAreNotStored:
    """HTML is never stored; the hashed assets it names may be kept for ever."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Cache-Control", "private, no-store")
        return response
