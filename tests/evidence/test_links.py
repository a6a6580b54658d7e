"""A link is a web address in full; its host is shown as the network sees it."""

import pytest
from django.forms import ValidationError

from evidence.links import EXPECTED, OTHER_SCHEME, WITH_PASSWORD, check_link, host_of


@pytest.mark.parametrize(
    "link", ["https://example.com/a?b=c#d", "http://mes.local:8080/x", "http://10.0.0.3/", "HTTPS://例子.中国/页"]
)
def test_web_addresses_are_taken_as_they_are(link):
    assert check_link(link) == link


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("javascript:alert(1)", OTHER_SCHEME),
        ("JavaScript:alert(1)", OTHER_SCHEME),
        ("data:text/html,<script>alert(1)</script>", OTHER_SCHEME),
        ("file:///etc/passwd", OTHER_SCHEME),
        ("ftp://example.com/a", OTHER_SCHEME),
        ("example.com/page", EXPECTED),
        ("//example.com", EXPECTED),
        ("https://", EXPECTED),
        ("https://[::1", EXPECTED),
        ("https://example.com:port/", EXPECTED),
        ("https://example.com/a b", EXPECTED),
        ("java\tscript:alert(1)", EXPECTED),
        ("https://example.com/\u202egnp.exe", EXPECTED),
        ("https://user:secret@example.com/", WITH_PASSWORD),
        ("https://bank.com@evil.example/", WITH_PASSWORD),
    ],
)
def test_everything_else_is_refused_with_its_own_sentence(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        check_link(typed)
    assert refused.value.message == sentence


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://Example.com/a", "example.com"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("http://10.0.0.3:80/", "10.0.0.3"),
        (f"https://{'ü' * 80}.com/", r"\xfc" * 80 + ".com"),
    ],
)
def test_the_host_is_shown_without_disguise(link, host):
    assert host_of(link) == host
