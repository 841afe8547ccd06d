"""`python -m analysis` is the command `analysis`."""

import sys

if __name__ == "__main__":
    try:
        from analysis.cli import main
    except KeyboardInterrupt:  # before `main` could take care of it
        sys.exit(130)
    main()
