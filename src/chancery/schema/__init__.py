"""The shapes that the stages hand each other: frozen, typed, one noun a file."""
