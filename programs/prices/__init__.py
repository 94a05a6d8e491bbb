"""What programs cost: of one program, as institutions publish it, and of a kind of program."""
