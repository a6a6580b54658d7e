"""Who is counted when a password is wrong, and what that person sees when it was wrong too often."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import render


def time(request):
    return timedelta(minutes=5)


def username(request, credentials=None):
    """The e-mail address tried, however it is called on the way in."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or (request.POST.get("login") if request else "") or ""
    return tried.strip().lower()[:254]


def address(request):
    """The visitor's address: what our own proxies say, or the other end of the connection."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXY_COUNT and len(forwarded) >= settings.PROXY_COUNT:
        return forwarded[-settings.PROXY_COUNT]
    return request.META.get("REMOTE_ADDR", "")


def response(request, original_response=None, credentials=None):
    return render(request, "account/lockout.html", {"minutes": int(time(request).total_seconds() // 60)}, status=429)
