"""The commands behind `make run`, `make stop` and `make fresh`: python -m devserver --help"""

import argparse
import subprocess
import sys

from devserver.checkout import PROJECT
from devserver.processes import check_port, serve
from devserver.server import Server, checkout_environment


def run(arguments: argparse.Namespace) -> None:
    """Set everything up, and serve the site until a signal ends it."""
    host, port = arguments.host, arguments.port
    check_port(host, port)
    with checkout_environment():
        # In a process of its own: it loads the whole site, which this one does not need.
        command = [sys.executable, "-m", "devserver.setup"]
        done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        serve(host, port, lambda: announce(host, port, done.stdout.strip()))
    print("Stopped. The data is kept, and is there again at the next start.")


def announce(host: str, port: int, password: str) -> None:
    """Print where the site is, and how the first editor signs in."""
    name = f"[{host}]" if ":" in host else host
    print(f"\nThe site is at    http://{name}:{port}/")
    print(f"Editors sign in   http://{name}:{port}/admin/")
    if password:
        print(f"                  as admin with the password {password}")
        print("                  (shown this once; another: manage.py changepassword admin)")
    print("Stop it with Ctrl-C.\n", flush=True)


def stop(arguments: argparse.Namespace) -> None:
    """Stop the server of the checkout, such as one that a killed `make run` left."""
    was_running = Server(PROJECT).stop(arguments.force)
    print("PostgreSQL is stopped." if was_running else "PostgreSQL was not running.")


def start_anew(arguments: argparse.Namespace) -> None:
    """Set the data of the checkout aside, so that the next `make run` begins with none."""
    if place := Server(PROJECT).set_data_aside():
        print(f"The data was moved to {place}; nothing was deleted.")
    print("The next `make run` starts with an empty database.")


COMMANDS = {"run": run, "stop": stop, "fresh": start_anew}


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m devserver")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--force", action="store_true", help="stop the server even if it is used")
    arguments = parser.parse_args()
    try:
        COMMANDS[arguments.command](arguments)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
