"""投诉举报: what people bring, from its receipt to the answer they get."""
