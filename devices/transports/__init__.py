"""How bytes travel: serial lines and, later, USB, PC/SC, CUPS."""
