"""The commands of the command line; `analysis.cli` gathers them. What a command needs it imports when it runs."""
