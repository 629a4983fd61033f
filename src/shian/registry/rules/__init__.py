"""Pure rules of the registry: values in, verdicts out."""
