"""Who somebody is to us: how they read, what they may do, when they may be asked."""
