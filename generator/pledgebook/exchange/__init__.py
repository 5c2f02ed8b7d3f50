"""Records made, changed and exchanged by commands: skeletons, new ids, spreadsheets."""
