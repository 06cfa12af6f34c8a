"""The capability model fitted to logs of replies, and measured on them."""
