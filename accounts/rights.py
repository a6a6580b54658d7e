"""Which role may do what. Three rights, each including the one before."""

READ, EDIT, MANAGE = "read", "edit", "manage"

RIGHTS = {
    "viewer": frozenset({READ}),
    "editor": frozenset({READ, EDIT}),
    "owner": frozenset({READ, EDIT, MANAGE}),
}
