"""Fixtures and expectations that a base class leaves to the adapter: what PostgreSQL's own adapter gives its tests.
A class here has the name of the base class that it completes."""
