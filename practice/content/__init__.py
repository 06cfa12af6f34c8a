"""Banks as they are published and looked after, and what people report of them."""
