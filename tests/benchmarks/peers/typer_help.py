"""typer: the help of a command line of two commands."""

import typer

app = typer.Typer()


@app.command()
def trail(item: str) -> None:
    """Print a trail."""
    typer.echo(item)


@app.command()
def ask(name: str) -> None:
    """Answer a query."""
    typer.echo(name)


if __name__ == "__main__":
    app()
