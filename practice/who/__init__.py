"""Who somebody is to us: how they read, what they may do, their hours and preferences."""
