#!/usr/bin/env bash
# cron 0.15.0 (Rust) and APScheduler 3.11.3 (`CronTrigger.from_crontab`), beside croniter 7.0.0 (PyPI), croner 11.0.1 (npm) and robfig/cron 3.0.1 (Go)
# Expected: `0 9 * * 1` is Monday, and `0 9 13 * 5` is each 13th and each Friday: crontab counts the days from Sunday, which is 0, and where both day fields are given one of them is
#           enough (POSIX, crontab). A method with crontab in its name reads what crontab reads.
# Real: in APScheduler 1 is Tuesday (it counts from Monday, which is 0), in cron for Rust 1 is Sunday (it counts from 1, as Quartz does). Both want both day fields to fit. Names (`MON`)
#       mean the same everywhere.
# Matters: a nightly job that moved from one service to another runs on another day, with the same line and without an error. `1-5` still runs on most days of the week: in
#          one from Tuesday to Saturday, in the other from Sunday to Thursday.
# Seen (2026-11-28), from Wednesday, 4 March 2026:
#   0 9 * * 1: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Tue 10, cron Sun 08
#   0 9 * * 1-5 after Friday the 6th: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Sat 07, cron Sun 08
#   0 9 13 * 5: croniter Fri 06, croner Fri 06, robfig Fri 06, APScheduler Sat 13, cron Thu 13
#   0 9 * * MON: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Mon 09, cron Mon 09
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet apscheduler==3.11.3 croniter==7.0.0
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund croner@11.0.1
cat > lines.txt <<'TXT'
0 9 * * 1|2026-03-04T00:00:00Z
0 9 * * 1-5|2026-03-06T12:00:00Z
0 9 13 * 5|2026-03-04T00:00:00Z
0 9 * * MON|2026-03-04T00:00:00Z
TXT
cat > try.py <<'PY'
from datetime import datetime, timezone

from apscheduler.triggers.cron import CronTrigger
from croniter import croniter

with open("lines.txt") as lines, open("croniter.txt", "w") as first, open("apscheduler.txt", "w") as second:
    for line in lines:
        cron, after = line.strip().split("|")
        after = datetime.fromisoformat(after.replace("Z", "+00:00")).astimezone(timezone.utc)
        print(croniter(cron, after).get_next(datetime).strftime("%a %d"), file=first)
        print(CronTrigger.from_crontab(cron, timezone="UTC").get_next_fire_time(None, after).strftime("%a %d"), file=second)
PY
env/bin/python try.py
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Cron } from 'croner'

for (const line of readFileSync('lines.txt', 'utf8').trim().split('\n')) {
  const [cron, after] = line.split('|')
  const next = new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(after).toUTCString()
  console.log(`${next.slice(0, 3)} ${next.slice(5, 7)}`)
}
JS
node try.mjs > croner.txt
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		line, from, _ := strings.Cut(lines.Text(), "|")
		after, _ := time.Parse(time.RFC3339, from)
		schedule, err := cron.ParseStandard(line)
		if err != nil {
			panic(err)
		}
		fmt.Println(schedule.Next(after).Format("Mon 02"))
	}
}
GO
go get github.com/robfig/cron/v3@v3.0.1 2>/dev/null; go run . < lines.txt > robfig.txt
mkdir -p rust/src
printf '[package]\nname = "try"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ncron = "=0.15.0"\nchrono = "0.4"\n' > rust/Cargo.toml
cat > rust/src/main.rs <<'RUST'
use std::str::FromStr;

fn main() {
    for line in std::io::stdin().lines().map(Result::unwrap) {
        let (cron, after) = line.split_once('|').unwrap();
        let schedule = cron::Schedule::from_str(&format!("0 {cron}")).unwrap();
        let after = chrono::DateTime::parse_from_rfc3339(after).unwrap();
        println!("{}", schedule.after(&after).next().unwrap().format("%a %d"));
    }
}
RUST
cargo run --quiet --manifest-path rust/Cargo.toml < lines.txt > cron.txt
sed 's/|.*06T.*/ after Friday the 6th/; s/|.*//' lines.txt | paste -d, - croniter.txt croner.txt robfig.txt apscheduler.txt cron.txt |
  sed 's/^\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),/\1: croniter \2, croner \3, robfig \4, APScheduler \5, cron /' | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
0 9 * * 1: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Tue 10, cron Sun 08
0 9 * * 1-5 after Friday the 6th: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Sat 07, cron Sun 08
0 9 13 * 5: croniter Fri 06, croner Fri 06, robfig Fri 06, APScheduler Sat 13, cron Thu 13
0 9 * * MON: croniter Mon 09, croner Mon 09, robfig Mon 09, APScheduler Mon 09, cron Mon 09
SEEN
