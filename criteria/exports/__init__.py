"""Published records on their way out: to spreadsheets, programs and reference managers."""
