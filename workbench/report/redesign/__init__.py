"""What should change, told: the front, moves, the plan, advice cards, the file for programs, lines for a terminal."""
