"""Who is expected to do what: people, teams, roles, skills, expectations and dated assignments."""
