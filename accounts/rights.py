"""Which role may do what: in one's own organisation, and on behalf of a client of one's own service provider.

SUBMIT is apart from EDIT because a result speaks for the enterprise and cannot be taken back. VERIFY is no right of the
enterprise over itself: only somebody from outside can confirm an answer.
"""

READ, EDIT, SUBMIT, MANAGE, VERIFY = "read", "edit", "submit", "manage", "verify"

RIGHTS = {
    "viewer": frozenset({READ}),
    "editor": frozenset({READ, EDIT}),
    "owner": frozenset({READ, EDIT, SUBMIT, MANAGE}),
}

# By role in the provider: the most its people may do for a client, however much the client allows.
FOR_A_CLIENT = {
    "viewer": frozenset({READ}),
    "editor": frozenset({READ, EDIT, SUBMIT, VERIFY}),
    "owner": frozenset({READ, EDIT, SUBMIT, VERIFY}),
}

# The same for a file the provider has prepared and nobody has taken over. People are not among it: it has none.
FOR_A_PREPARED_FILE = FOR_A_CLIENT | {"owner": frozenset({READ, EDIT, SUBMIT, MANAGE, VERIFY})}
