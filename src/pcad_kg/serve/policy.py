"""What a browser may do with a page: nothing that does not come from this site."""

# A page of files says it in its head, where no server does; a server says more.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SERVED_POLICY = f"{POLICY}; font-src 'self'; frame-ancestors 'none'"
