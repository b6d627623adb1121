"""What happens to an article, one step a file: validate, sanitise, recognise, store, export."""
