"""How the product is handed on and installed; nothing here is part of a running copy."""
