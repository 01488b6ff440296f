"""`python -m app`: the commands without Qt."""

from app.cli import main

if __name__ == "__main__":
    main()
