"""The output folder or bucket: its lock, its journal, its manifest; what keeps a killed run whole."""
