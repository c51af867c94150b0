"""`kiosk face compare A B`: are two pictures the same person, as the terminal would judge it; no liveness."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk face`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    compare = verbs.add_parser("compare", help="compare a live picture with a chip photo")
    compare.add_argument("live", type=Path, metavar="A", help="live side: JPEG, PNG, BMP or WebP")
    compare.add_argument("other", type=Path, metavar="B", help="other side, such as a decoded chip photo")
    compare.add_argument("--json", action="store_true", help="the answer as JSON on standard output")
    compare.add_argument("--models", type=Path, help="where the networks lie")
    compare.add_argument("--accept", type=float, default=0.45, help="accept from this score on")
    compare.add_argument("--review", type=float, default=0.36, help="review from this score on")


def run(args: argparse.Namespace) -> int:
    """0 where an answer was given (`unavailable` too), 1 where a picture or the networks cannot be used."""
    from kiosk.identity.compare import PictureError, compare_files
    from kiosk.identity.faults import FaceUnavailable

    try:
        answer = compare_files(args.live, args.other, args.models, accept=args.accept, review=args.review)
    except FaceUnavailable as error:
        return _failed(args, error.reason.value, error.detail)
    except PictureError as error:
        return _failed(args, "picture-undecodable", str(error))
    except OSError as error:
        return _failed(args, "picture-unreadable", error.strerror or "")
    except ValueError as error:
        return _failed(args, "thresholds-wrong", str(error))
    if args.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        score = "-" if answer.score is None else f"{answer.score:.3f}"
        print(f"{answer.decision} {score} {answer.reason or ''}".rstrip())
    return 0


def _failed(args: argparse.Namespace, fault: str, message: str) -> int:
    if args.json:
        nothing = {"faces": [None, None], "quality": [None, None], "score": None, "decision": "unavailable"}
        print(json.dumps(nothing | {"fault": fault, "message": message}, ensure_ascii=False))
    print(f"kiosk face: {fault}: {message}", file=sys.stderr)
    return 1
