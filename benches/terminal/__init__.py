"""The parts of benches/terminal.py: a terminal, the console in it, the stores, the measures."""
