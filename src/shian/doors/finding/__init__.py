"""Problems: the list, one of them with its six steps, and the verbs the viewer holds on it."""
