"""What happens to an article, one step a file: validate, sanitise, capture, pictures, recognise, store, group, export."""
