"""A bureau asks the firms of its region to assess themselves: whom, until when, and how many have."""
