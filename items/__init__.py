"""What is asked: items, options, rubrics, misconceptions; their banks, checks and differences."""
