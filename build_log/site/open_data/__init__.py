"""The log as data: what each record says, and the files it is offered in."""
