"""What happens to an article, one step a file: validate, sanitise, capture, pictures, store, group, export."""
