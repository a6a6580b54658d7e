"""What every page may need to know about this installation and this visitor's wishes."""

from django.conf import settings

from accounts.views import TEXT_SIZE_COOKIE


def site(request):
    return {
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == "large",
        "mail_is_sent": bool(settings.EMAIL_URL),
    }
