"""From files to the nouns of the law, or a sentence with file and line."""
