"""A pool of worker processes that loses no task, with limits of time and memory. It knows nothing of documents."""
