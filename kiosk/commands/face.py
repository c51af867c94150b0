"""`kiosk face compare|evaluate|attack`: two pictures, a list of pairs, and what stops an attack; no citizen here."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

_EVERY = 2.0
"""Seconds between two words on how far it is."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk face`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    compare = verbs.add_parser("compare", help="compare a live picture with a chip photo")
    compare.add_argument("live", type=Path, metavar="A", help="live side: JPEG, PNG, BMP or WebP")
    compare.add_argument("other", type=Path, metavar="B", help="other side, such as a decoded chip photo")
    compare.add_argument("--review", type=float, default=0.36, help="review from this score on")
    evaluate = verbs.add_parser("evaluate", help="error rates and times over a list of pairs")
    evaluate.add_argument(
        "--pairs", type=Path, required=True, metavar="CSV", help="columns a, b, same (or live, id, label)"
    )
    evaluate.add_argument("--limit", type=int, metavar="N", help="the first N pairs only")
    attack = verbs.add_parser("attack", help="play print, replay and warped still against the face check")
    attack.add_argument("--faces", type=Path, help="where the test faces lie (development only)")
    attack.add_argument("--config", type=Path, help="rules and liveness network of these settings")
    attack.add_argument("--tries", type=int, default=4, metavar="N", help="presentations of each kind and face")
    for verb in (compare, evaluate, attack):
        verb.add_argument("--json", action="store_true", help="the answer as JSON on standard output")
        verb.add_argument("--models", type=Path, help="where the networks lie")
    for verb in (compare, evaluate):
        verb.add_argument("--accept", type=float, default=0.45, help="accept from this score on")


def run(args: argparse.Namespace) -> int:
    """0 where an answer was given (`unavailable` too), 1 where a picture, a list or the networks cannot be used.

    `evaluate`: 1 also where no pair of the list could be scored.
    """
    if args.verb == "evaluate":
        return _evaluate(args)
    return _attack(args) if args.verb == "attack" else _compare(args)


def _compare(args: argparse.Namespace) -> int:
    from kiosk.identity.compare import PictureError, compare_files
    from kiosk.identity.faults import FaceUnavailable

    try:
        answer = compare_files(args.live, args.other, args.models, accept=args.accept, review=args.review)
    except FaceUnavailable as error:
        return _failed(args, error.reason.value, error.detail)
    except PictureError as error:
        return _failed(args, "picture-undecodable", str(error))
    except OSError as error:
        return _failed(args, "picture-unreadable", _named(error))
    except ValueError as error:
        return _failed(args, "thresholds-wrong", str(error))
    if args.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        score = "-" if answer.score is None else f"{answer.score:.3f}"
        print(f"{answer.decision} {score} {answer.reason or ''}".rstrip())
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from kiosk.identity.evaluation import PairsError, evaluate
    from kiosk.identity.faults import FaceUnavailable
    from kiosk.identity.models import default_models_dir
    from kiosk.identity.networks import preload

    if not 0 <= args.accept <= 1:  # and not a number
        return _without_answer(args, "thresholds-wrong", "--accept must be 0 to 1")
    if args.limit is not None and args.limit < 1:
        return _without_answer(args, "limit-wrong", "--limit must be at least 1")
    try:
        networks = preload(args.models or default_models_dir())
        found = evaluate(networks, args.pairs, limit=args.limit, each=_Progress())
    except FaceUnavailable as error:
        return _without_answer(args, error.reason.value, error.detail)
    except PairsError as error:
        return _without_answer(args, "pairs-malformed", str(error))
    except OSError as error:
        return _without_answer(args, "pairs-unreadable", _named(error))
    report = found.report(args.accept)
    nothing = {"fault": "nothing-measured", "message": "no pair has a score"}
    if not found.measured:
        report |= nothing
    print(json.dumps(report, ensure_ascii=False) if args.json else _evaluated(report))
    if not found.measured:
        print("kiosk face: {fault}: {message}".format(**nothing), file=sys.stderr)
    return 0 if found.measured else 1


class _Progress:
    """How far it is, on standard error."""

    def __init__(self) -> None:
        self._begun = self._said = time.monotonic()

    def __call__(self, pairs: int, pictures: int) -> None:
        now = time.monotonic()
        if now - self._said >= _EVERY:
            self._said = now
            speed = pictures / (now - self._begun)
            print(f"{pairs} pairs, {pictures} pictures, {speed:.1f} pictures a second", file=sys.stderr)


def _evaluated(report: dict[str, Any]) -> str:
    """The report for people; shares in per cent."""
    at, failures = report["operating_point"], report["failures"]
    lines = [
        "pairs: {total} ({same} same, {different} different, {unscored} without a score)".format(**report["pairs"]),
        f"EER {_percent(report['eer'])} at {report['eer_threshold']}, area under the curve {report['auc']}",
        "at {}: FAR {}, FRR {}, accuracy {}".format(
            at["threshold"], *(_percent(at[name]) for name in ("far", "frr", "accuracy"))
        ),
    ]
    lines += [f"TAR at FAR {far}: {_percent(tar)}" for far, tar in report["tar_at_far"].items()]
    for name in ("acquire", "enrol"):
        lines.append("failures to {}: {count} of {of}".format(name, **failures[name]))
        lines += ["  {file}: {why}".format(**one) for one in failures[name]["files"]]
    lines.append(f"several faces, the nearest taken: {failures['several_faces']}")
    for stage, times in report["milliseconds"].items():
        if times["count"]:
            lines.append(f"{stage}: median {times['median']} ms, 95 % {times['p95']} ms, {times['count']} times")
    step = max(1, len(report["roc"] or ()) // 20)
    lines += ["ROC (threshold, FAR, TAR):"] if report["roc"] else []
    lines += ["  {threshold:7.4f} {far:9.6f} {tar:9.6f}".format(**one) for one in (report["roc"] or ())[::step]]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "not known (too few pairs)" if share is None else f"{share:.3%}"


def _attack(args: argparse.Namespace) -> int:
    from kiosk.identity.faults import FaceUnavailable
    from kiosk.identity.models import default_faces_dir, default_models_dir
    from kiosk.journeys.face_attacks import play
    from kiosk.runtime.performing.facing import face_rules
    from kiosk.runtime.settings import SettingsError, load

    if args.tries < 1:
        return _without_answer(args, "tries-wrong", "--tries must be at least 1")

    def said(word: str) -> None:
        print(word, file=sys.stderr)

    faces = args.faces or default_faces_dir()
    try:
        rules = face_rules(load(args.config).face) if args.config else None
        report = play(args.models or default_models_dir(), faces, args.tries, said, rules)
    except SettingsError as error:
        return _without_answer(args, error.fault.code, error.detail)
    except FaceUnavailable as error:
        return _without_answer(args, error.reason.value, error.detail)
    except (OSError, ValueError):
        return _without_answer(args, "test-faces-missing", "kiosk models fetch --faces")
    print(json.dumps(report, ensure_ascii=False) if args.json else _attacked(report))
    return 0


def _attacked(report: dict[str, Any]) -> str:
    lines = [f"liveness: {report['liveness']}"]
    for one in report["attacks"]:
        stopped = ", ".join(f"{stage} {count}" for stage, count in one["stopped_by"].items()) or "nothing"
        lines.append(f"{one['attack']}: {one['accepted']} of {one['presentations']} accepted; stopped by: {stopped}")
    return "\n".join([*lines, report["note"]])


def _named(error: OSError) -> str:
    """Which file, without its folders, and why."""
    name = Path(error.filename).name if isinstance(error.filename, str | os.PathLike) else ""
    return ": ".join(filter(None, (name, error.strerror)))


def _without_answer(args: argparse.Namespace, fault: str, message: str) -> int:
    if args.json:
        print(json.dumps({"fault": fault, "message": message}, ensure_ascii=False))
    print(f"kiosk face: {fault}: {message}", file=sys.stderr)
    return 1


def _failed(args: argparse.Namespace, fault: str, message: str) -> int:
    if args.json:
        nothing = {"faces": [None, None], "quality": [None, None], "score": None, "decision": "unavailable"}
        print(json.dumps(nothing | {"fault": fault, "message": message}, ensure_ascii=False))
    print(f"kiosk face: {fault}: {message}", file=sys.stderr)
    return 1
