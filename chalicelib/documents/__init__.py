"""What people print, sign or save: pure functions from data to bytes."""
