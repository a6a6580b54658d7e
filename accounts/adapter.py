"""What sign-in and sign-up do differently here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url):
        """An address that cannot be parsed (//[) is not safe; without this it ends the request."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False
