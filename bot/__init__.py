"""The program: settings, wiring, command line, Slack messenger, timers, edges, logging."""
