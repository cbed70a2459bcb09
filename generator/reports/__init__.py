"""How findings are told: to officers on a terminal, and to other programs."""
