"""Files from and to outside: sealed packs and sheets, set-ups, instruments, tables."""
