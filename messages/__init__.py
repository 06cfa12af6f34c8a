"""What people see: Block Kit builders, mrkdwn escaping, prose templates and locales."""
