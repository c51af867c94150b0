"""Every delay has a name here; nothing in the runtime waits for a bare number. Seconds."""

from __future__ import annotations

from collections.abc import Mapping

# --- the screen -------------------------------------------------------------------------------------------
STEP_DELAYS: Mapping[str, float] = {
    "card-wait": 60.0,  # until the card page gives up; one touch adds the same again
    "card-done": 1.2,  # long enough to read 请拿走证件
    "code-resend": 60.0,  # before another SMS may be asked for
    "case-answer": 8.0,  # how long the submitting page waits before it says 已送出，等确认
    "draft-save": 20.0,  # until a draft that was to be kept counts as not kept; a page may have to be uploaded
    "token": 55.0,  # renew the licence code before it dies at 60 s
    "token-retry": 10.0,  # after a failed renewal
    "still-there": 30.0,  # 还在用吗？
    "pay-wait": 180.0,  # how long a code to pay with stands; one touch adds the same again
    "paper-left": 60.0,  # 还有纸没拿
    "card-left": 300.0,  # 请拿走您的证件
    "stick-left": 60.0,  # 您的 U 盘还插着
    "cleared": 5.0,  # 信息已清除
}
"""Delays that a flow starts by name; they end in TimedOut."""

IDLE_WARNING = 90.0
"""Seconds without a touch before 您还在吗？, once anything personal is on screen."""
IDLE_UNHURRIED = 180.0
"""The same in elder and low-reach mode; a public page stands as much longer."""
IDLE_ANSWER = 60.0
"""Seconds to answer it."""
IDLE_PUBLIC = 120.0
"""Seconds before a public page goes home and the display choices return to default."""
BUSY_LIMIT = 180.0
"""Seconds a machine may work without a word before the person's time runs again: no page stands for ever."""
DECISION_INTERVAL = 1.0
"""Between two questions whether a case that is decided while the person waits (秒批) is decided."""
DECISION_PATIENCE = 60.0
"""How long a page asks for it; the submitting page waits no longer than for any answer."""
WATCH_INTERVAL = 0.2
"""How often a stored case, a token or the link state is looked at."""
LINK_INTERVAL = 1.0
LINK_STALE = 60.0
"""After so long without a word the sync process is not believed any more: the line counts as down."""
TOKEN_INTERVAL = 1.5
STICK_INTERVAL = 0.5
"""How often it is looked whether a USB stick is there."""
ORDER_INTERVAL = 1.5
"""How often the platform is asked how an order stands."""
CLOSE_LIMIT = 2.0
"""Seconds the end of a session may wait for the platform to hear of it."""

PRINT_LIMIT = 60.0
"""How long a document may take until nobody knows whether it came out, and as much more for each page:"""
PRINT_LIMIT_PER_PAGE = 15.0

START_LIMIT = 30.0
"""How long a twin, the sandbox or a screen may take to come up."""
SCREEN_BEAT = 5.0
"""How often a screen says that its window and its session still turn."""
SCREEN_SILENT = 45.0
"""After so long without that word a screen hangs, and is replaced."""
SERVICE_BEAT = 5.0
"""How often the service manager hears that the supervisor turns."""
SESSION_TURN = 20.0
"""A session that has not turned for so long hangs; it turns every second when nothing happens."""
RESTART_DELAYS = (0.2, 1.0, 5.0, 15.0, 30.0)
"""Before a child that died is started again, growing with every death."""
TWIN_SETTLED = 60.0
"""A twin that has lived for so long dies for the first time, not once more in a row."""

# --- the sync process -------------------------------------------------------------------------------------
SYNC_INTERVAL = 10.0
"""Between two looks at the platform's clock while the line is up."""
SYNC_OFFLINE_INTERVAL = 5.0
"""The same while it is down."""
HEARTBEAT_INTERVAL = 60.0
"""Between two heartbeats, until the platform says how often it wants one."""
SYNC_PROBE_GAP = 1.0
"""Least time between two such looks, however often the process is woken."""
SYNC_CATALOGUE_INTERVAL = 60.0
CATALOGUE_CONFIRMED = 3600.0
"""Between two notes that the catalogue at hand is still the current one."""
SYNC_STORE_PAUSE = 5.0
"""After a fault of the store."""
JOB_BACKOFF = 2.0
"""Before the second try of a job; doubles with every try."""
JOB_BACKOFF_CAP = 600.0
RETRY_AFTER_CAP = 3600.0
"""The longest wait that the platform may ask for; shorter than offline_cache.contract.LONGEST_WAIT."""
LISTEN = 0.2
"""How long the supervisor listens before it looks whether it is told to end."""

# --- the technician ---------------------------------------------------------------------------------------
TECHNICIAN_PIN = 30.0
"""Seconds the PIN page stands without a touch."""
TECHNICIAN_IDLE = 180.0
"""Seconds without a touch after which the technician's pages leave by themselves; a running check holds them."""
REPAIR_IDLE = 600.0
"""The same while a repair is under way: hands are in the cabinet, not on the screen."""
