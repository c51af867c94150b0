#!/bin/sh
# Boots the tests' tree with Debian's own systemd as process 1, in namespaces of its own without a network, so that the
# units run as they stand, sandbox and watchdog included. Ends when the tree powers itself off.
#
#   boot.sh TREE FOLDER     (run by `unshare -m -p -f -n -i -u`, see whole_package.py)
set -eu
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/merged"
cd "$2/merged"
ip link set lo up
mount -t proc proc proc
mount -t sysfs sysfs sys
for folder in run tmp dev; do mount -t tmpfs -o mode=755 tmpfs "$folder"; done
chmod 1777 tmp
for device in null zero full random urandom tty; do
    : >"dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/pts dev/shm run/systemd
chmod 1777 dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
: >"$2/console"
: >dev/console
mount --bind "$2/console" dev/console
if grep -q '^cgroup2 /sys/fs/cgroup ' /proc/mounts 2>/dev/null || [ ! -d /sys/fs/cgroup/systemd ]; then
    mount -t cgroup2 cgroup2 sys/fs/cgroup
else
    mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
    mkdir sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd,xattr cgroup sys/fs/cgroup/systemd
    for controller in devices pids memory; do
        mkdir "sys/fs/cgroup/$controller"
        mount -t cgroup -o "$controller" cgroup "sys/fs/cgroup/$controller"
    done
fi
echo kiosk >run/systemd/container
exec chroot . env -i container=kiosk PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --show-status=0
