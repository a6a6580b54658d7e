"""The language of a page: the person's own choice, else the visitor's cookie or browser."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageOfThePerson(LocaleMiddleware):
    def process_request(self, request):
        if not request.user.is_authenticated:
            return super().process_request(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        return None
