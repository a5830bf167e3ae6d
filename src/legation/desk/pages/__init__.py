"""One module for each page or kind of page; each has a router."""
