"""Item models over the services, and the roles that delegates read."""
