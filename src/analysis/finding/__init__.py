"""Finding: from a canonical text to spans. Each finder takes a text and gives finds with offsets, and knows nothing of tables."""
