"""Replies that are kept for a day, so that a request that is sent twice is carried out once."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import Organisation
from api.tokens import ApiToken

KEPT = timedelta(hours=24)
ABANDONED = timedelta(seconds=120)  # after which a request that never ended may be carried out again
HEADERS = ("Content-Type", "Location")  # of a reply, besides those every reply gets anew


class ReplyQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(token__in=ApiToken.objects.for_user(user))

    def claim(self, token, key, digest):
        """(the row, whether this request shall be carried out). One INSERT or one UPDATE decides between two at once."""
        try:
            with transaction.atomic():
                return self.create(token=token, key=key, request_sha256=digest), True
        except IntegrityError:
            pass
        found = self.filter(token=token, key=key).first()
        if found is None:  # just released
            return self.claim(token, key, digest)
        return found, found.request_sha256 == digest and self._take_over(found)

    def _take_over(self, found):
        """Whether a row whose request was cut off, or that is older than it is kept, is now ours to carry out."""
        now = timezone.now()
        cut_off = models.Q(status=None, at__lt=now - ABANDONED) | models.Q(at__lt=now - KEPT)
        return bool(self.filter(cut_off, pk=found.pk, at=found.at).update(at=now, status=None))

    def forget(self):
        """Remove what is older than a day; how many."""
        return self.filter(at__lt=timezone.now() - KEPT).delete()[0]


class Reply(models.Model):
    """status: empty while the request is being carried out. organisation, right, scope: what it took to see the reply."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="replies")
    key = models.CharField(max_length=64)
    request_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    right = models.CharField(max_length=10, blank=True)
    scope = models.CharField(max_length=10, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_reply_per_key")]
        indexes = [models.Index(fields=["at"], name="replies_by_age")]

    def __str__(self):
        return f"{self.key} / {self.status}"

    def keep(self, response, asked):
        """asked: (organisation, right, scope) of the guard, None where no guard was reached."""
        self.status, self.text = response.status_code, response.content.decode()
        self.headers = {name: response[name] for name in HEADERS if name in response}
        if asked:
            self.organisation, self.right, self.scope = asked
        self.save()

    def repeated(self):
        response = HttpResponse(self.text, status=self.status)
        for name, value in self.headers.items():
            response[name] = value
        response["Idempotency-Replayed"] = "true"
        return response


def digest_of(request):
    """What makes two requests the same: method, address, body."""
    parts = (request.method.encode(), request.get_full_path().encode(), request.body)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
