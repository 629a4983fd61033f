"""Registry: businesses, premises, licences, categories, posts in the business, grades."""
