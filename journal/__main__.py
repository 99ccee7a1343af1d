"""`journal` and `python -m journal`."""


def main() -> None:
    from journal.cli import main as cli

    cli()


if __name__ == "__main__":
    main()
