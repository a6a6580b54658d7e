"""People who sign in: an e-mail address, a name, a language."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    def for_user(self, user):
        """Oneself and the people of one's own organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            models.Q(pk=user.pk) | models.Q(memberships__organisation__memberships__user=user)
        ).distinct()


def masked(email):
    """we***@example.com"""
    name, _at, host = email.partition("@")
    return f"{name[:2]}***@{host}"


class User(AbstractUser):
    username = first_name = last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Your name"), max_length=60, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="zh-hans")

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("person")
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once_whatever_its_case")]

    def __str__(self):
        """A name, or enough of the address to be recognised: people of other organisations read this, too."""
        return self.name or masked(self.email)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
