"""A bureau's desk: what it may know of the firms of its region, as figures that give no single firm away."""
