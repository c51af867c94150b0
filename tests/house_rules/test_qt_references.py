"""Qt must not lose references to True, False or None at signals (PySide6 6.12.0 on Python 3.11 does, and aborts)."""

from __future__ import annotations

import subprocess
import sys

ROUNDS = 2000
SLACK = 200
"""References that may come and go by themselves; the fault loses one a round."""

PROGRAM = f"""
import sys
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal

class Source(QObject):
    told = Signal(bool)
    plain = Signal()

application = QCoreApplication([])
source = Source()
heard = []

def once():
    source.told.connect(heard.append)
    source.told.emit(True)
    source.told.emit(False)
    source.plain.emit()
    source.told.disconnect(heard.append)
    heard.clear()

def loop():
    waiting = QEventLoop()
    QTimer.singleShot(0, waiting.quit)
    waiting.exec()

once()
loop()
before = [sys.getrefcount(each) for each in (True, False, None)]
for n in range({ROUNDS}):
    once()
    if n % 20 == 0:
        loop()
after = [sys.getrefcount(each) for each in (True, False, None)]
print(*(b - a for a, b in zip(before, after, strict=True)))
"""


def test_signals_and_loops_keep_the_counts_of_true_false_and_none() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, timeout=60)
    for change in done.stdout.split():
        assert abs(int(change)) < SLACK, done.stdout
