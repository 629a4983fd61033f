"""What a checklist asks and when: expressions, questions, answers judged. Pure."""
