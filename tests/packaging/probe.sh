#!/bin/sh
# Runs inside the booted tree: what the terminal's services do, as JSON lines in /probe; then the power goes off.
exec 2>/probe-errors
say() { printf '{"%s": "%s"}\n' "$1" "$(printf '%s' "$2" | tr '\n"' '  ')" >>/probe; }
up() {
    for _ in $(seq 90); do
        systemctl is-active -q kiosk.service && return 0
        sleep 1
    done
}
up
say up "$(systemctl is-active kiosk kiosk-display)"
say first-screens "$(journalctl -u kiosk -o cat | grep -c 'ended with code')"
runuser -u kiosk -- kiosk doctor --yes >/dev/null
say doctor "$?"
before=$(systemctl show -p MainPID --value kiosk)
kill -STOP "$before"
for _ in $(seq 60); do
    [ "$(systemctl show -p MainPID --value kiosk)" = "$before" ] || break
    sleep 1
done
up
say watchdog "$(journalctl -u kiosk -o cat | grep -c 'Watchdog timeout')"
say after-watchdog "$(systemctl is-active kiosk)"
systemctl kill -s KILL kiosk-display
sleep 5
up
say after-compositor "$(systemctl is-active kiosk kiosk-display)"
dpkg --force-unsafe-io -i /srv/2.deb >/probe-dpkg 2>&1
say upgrade "$?"
up
say version "$(cat /opt/budayang-kiosk/VERSION)"
dpkg --force-unsafe-io -i /srv/3.deb >>/probe-dpkg 2>&1
say not-fit "$?"
up
say version-then "$(cat /opt/budayang-kiosk/VERSION)"
say 'then' "$(systemctl is-active kiosk kiosk-display)"
journalctl --no-pager >/probe-journal
systemctl --no-block poweroff
