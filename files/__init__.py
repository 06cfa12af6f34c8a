"""Reading what people hand over: text, tables, YAML with line numbers, and what is wrong there."""
