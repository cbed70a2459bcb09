"""Who makes documents: this process, a pool of processes, or a cluster."""
