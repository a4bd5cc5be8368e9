#!/bin/sh
# A systemd for tests, as root: `systemd.sh outside PROGRAM`. PID 1 of namespaces of its own, with units of its own;
# what it may write is in memory, and PROGRAM lies there as /usr/local/bin/dimonitor. Runs until standard
# input ends. Its first line is `ready PID`; anything else is why there is none.
set -u
PATH=/usr/sbin:/usr/bin:/sbin:/bin
stage=$1 program=$2

fail() {
    echo "$*"
    exit 1
}

case $stage in
# On the machine: may it be?
outside)
    trap '' INT TERM HUP
    [ "$(id -u)" = 0 ] || fail "only root can"
    for tool in unshare nsenter setpriv mount useradd runuser systemctl; do
        command -v $tool >/dev/null || fail "$tool is not installed"
    done
    for systemd in /usr/lib/systemd/systemd /lib/systemd/systemd ''; do [ -x "$systemd" ] && break; done
    [ -n "$systemd" ] || fail "systemd is not installed"
    folder=$(mktemp -d /tmp/dimonitor-systemd.XXXXXX) || exit 1
    if ! unshare --mount --propagation private true 2>"$folder/log"; then
        echo "no namespaces here: $(cat "$folder/log")"
        rm -rf "$folder"
        exit 1
    fi
    exec unshare --mount --propagation private sh "$0" guard "$program" "$folder" "$systemd"
    ;;
# With mounts of its own: makes the rest, and makes an end of it.
guard)
    trap '' INT TERM HUP
    folder=$3 systemd=$4
    mkdir "$folder/cgroup" "$folder/root"
    mine=$(sed -n 's/^0:://p' /proc/self/cgroup)
    group=$folder/cgroup$mine/dimonitor-test.$$
    over() {
        [ -n "${machine:-}" ] && kill -KILL ${first:-} "$machine" && wait "$machine"
        tries=0
        # The kernel takes a moment to forget who was in it.
        while [ -d "$group" ] && [ $tries -lt 100 ]; do
            find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
            [ -d "$group" ] && sleep 0.1
            tries=$((tries + 1))
        done
        umount "$folder/cgroup"
        rm -rf --one-file-system "$folder"
    } 2>/dev/null
    give_up() {
        echo "$*"
        cat "$folder/log"
        over
        exit 1
    }
    mount -t cgroup2 cgroup2 "$folder/cgroup" 2>"$folder/log" || give_up "no cgroup2 here"
    mkdir "$group" 2>"$folder/log" && [ -e "$group/cgroup.procs" ] || give_up "no cgroup of its own"
    # Whatever becomes of us, nothing of it stays.
    setpriv --pdeathsig KILL unshare --pid --mount --uts --ipc --fork --kill-child --propagation private \
        sh "$0" first "$program" "$folder" "$systemd" "$group" </dev/null >"$folder/log" 2>&1 &
    machine=$!
    late=$(($(date +%s) + 90))
    is_up() { timeout 10 nsenter -t "$first" -a systemctl is-active test.target >/dev/null 2>&1; }
    until [ -n "${first:-}" ] && is_up; do
        [ -s "$folder/first" ] && first=$(cat "$folder/first")
        [ "$(date +%s)" -lt $late ] && kill -0 $machine 2>/dev/null || give_up "systemd does not start"
        sleep 0.1
    done
    echo "ready $first"
    exec >/dev/null
    cat >/dev/null
    over
    ;;
# PID 1 of the machine, in a cgroup of its own, whatever the hierarchy of outside is.
first)
    folder=$3 systemd=$4 group=$5
    set -e
    # In the table of outside, which is still ours.
    read -r first rest </proc/self/stat
    echo 0 >"$group/cgroup.procs"
    echo "$first" >"$folder/first"
    exec unshare --cgroup sh "$0" boot "$program" "$folder" "$systemd"
    ;;
# The same, which sees no other cgroups: makes its files, and becomes systemd.
boot)
    folder=$3 systemd=$4
    set -e
    memory() { mount -t tmpfs -o "mode=$1" tmpfs "$2"; }
    fixed() { mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"; }
    memory 755 "$folder/root"
    cp -a /etc "$folder/root/etc"
    mkdir "$folder/root/bin" "$folder/root/dev"
    : >"$folder/root/bin/dimonitor"
    mount --bind "$program" "$folder/root/bin/dimonitor"
    mount -t proc proc /proc
    fixed /proc/sys
    [ ! -e /proc/sysrq-trigger ] || fixed /proc/sysrq-trigger
    # The same may not lie upon itself.
    memory 755 /sys/fs/cgroup
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    mount -o remount,bind,ro /sys
    for device in null zero full random urandom tty; do
        : >"$folder/root/dev/$device"
        mount --bind "/dev/$device" "$folder/root/dev/$device"
    done
    mkdir "$folder/root/dev/shm" "$folder/root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$folder/root/dev/pts"
    ln -s pts/ptmx "$folder/root/dev/ptmx"
    for place in /etc /dev; do mount --rbind "$folder/root$place" $place; done
    mount --rbind "$folder/root/bin" /usr/local/bin
    memory 1777 /dev/shm
    for place in /run /var/lib /var/log /srv /home; do memory 755 $place; done
    for place in /var/tmp /tmp; do memory 1777 $place; done
    mount -o remount,bind,ro /
    # As systemd makes it where it is the first to come: credentials are mounted in another namespace.
    mount --make-rshared /

    # The machine's own units, and what makes units, are left out: they are the machine's.
    units=/etc/systemd/system
    rm -rf /etc/systemd /etc/machine-id
    mkdir -p $units
    tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
    for target in sysinit basic network-online time-sync multi-user shutdown test; do
        printf '[Unit]\nDescription=%s\nDefaultDependencies=no\n' $target >$units/$target.target
    done
    for unit in systemd-journald.service systemd-journald.socket; do
        cp "${systemd%/*}/system/$unit" $units/
    done
    printf 'Requires=systemd-journald.service\nAfter=systemd-journald.service\n' >>$units/test.target
    printf '[Journal]\nStorage=volatile\nAudit=no\nReadKMsg=no\nRateLimitIntervalSec=0\nRateLimitBurst=0\n' >/etc/systemd/journald.conf
    exec env -i PATH=$PATH container=test SYSTEMD_UNIT_PATH=$units SYSTEMD_GENERATOR_PATH=/run/none \
        setpriv --bounding-set=-sys_time,-sys_boot,-sys_module,-syslog,-sys_rawio \
        "$systemd" --system --unit=test.target --log-target=journal --log-level=debug --show-status=no
    ;;
esac
