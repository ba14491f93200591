"""Number formats: values as Excel shows them."""
