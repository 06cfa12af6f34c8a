"""What runs offline: fitting, evaluation and simulation. Its libraries are the extra `lab`."""
