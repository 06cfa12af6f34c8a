"""What is kept: SQLAlchemy models, query functions by concept, types, the engine, migrations."""
