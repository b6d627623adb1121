"""What happens to an article, one step a file: validate, sanitise, pictures, store, group, export."""
