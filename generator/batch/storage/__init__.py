"""Where specs and outputs are: paths of this machine, and objects by their addresses."""
