"""The only code that reads or writes entries, notes, the ledger and run folders."""
