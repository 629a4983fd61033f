"""The door for machines and other offices: the verbs and questions of the main job, `/api/v1`."""
