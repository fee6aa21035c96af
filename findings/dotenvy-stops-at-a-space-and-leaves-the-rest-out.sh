#!/usr/bin/env bash
# dotenvy 0.15.7 (Rust), beside godotenv 1.5.1 (Go), python-dotenv 1.2.4 (Python) and dotenv 18.0.10 (Node), one file for all
# Expected: a value without quotes runs to the end of its line, spaces and all, as the other readers have it. A file that cannot be
#           read sets nothing.
# Real: dotenvy ends at the second word with an error. The lines before it are in the environment by then, the lines
#       after it are not.
# Matters: programs that pass over the error, since the file is absent in production, start with half of their settings and
#          defaults for the rest. The services beside it in Go, Python and Node read all of the same file.
# Seen (2026-11-28):
#   dotenvy: FIRST 1, TITLE unset, LAST unset (Error parsing line: 'Order service', error at line index: 6)
#   godotenv: FIRST 1, TITLE Order service, LAST 1
#   python-dotenv: FIRST 1, TITLE Order service, LAST 1
#   dotenv: FIRST 1, TITLE Order service, LAST 1
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'FIRST=1\nTITLE=Order service\nLAST=1\n' > app.env
mkdir -p rust/src go
cat > rust/Cargo.toml <<'TOML'
[package]
name = "try"
version = "1.0.0"
edition = "2021"
[dependencies]
dotenvy = "=0.15.7"
TOML
cat > rust/src/main.rs <<'RUST'
fn main() {
    let error = dotenvy::from_path("app.env").map_err(|error| format!(" ({error})")).err().unwrap_or_default();
    let say = |name: &&str| format!("{name} {}", std::env::var(name).unwrap_or("unset".into()));
    println!("dotenvy: {}{error}", ["FIRST", "TITLE", "LAST"].iter().map(say).collect::<Vec<_>>().join(", "));
}
RUST
printf 'module try\n\ngo 1.26\n' > go/go.mod
cat > go/main.go <<'GO'
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/joho/godotenv"
)

func main() {
	values, err := godotenv.Read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("godotenv: FIRST %s, TITLE %s, LAST %s\n", values["FIRST"], values["TITLE"], values["LAST"])
}
GO
cat > read.py <<'PY'
from dotenv import dotenv_values
print("python-dotenv: " + ", ".join(f"{name} {value}" for name, value in dotenv_values("app.env").items()))
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { parse } from 'dotenv'
console.log(`dotenv: ${Object.entries(parse(readFileSync('app.env', 'utf8'))).map((pair) => pair.join(' ')).join(', ')}`)
JS
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund dotenv@18.0.10
python3 -m venv env; env/bin/pip install --quiet python-dotenv==1.2.4
(cd go; go get github.com/joho/godotenv@v1.5.1 2>/dev/null)
{
  cargo run --quiet --manifest-path rust/Cargo.toml
  (cd go; go run . ../app.env)
  env/bin/python read.py
  node read.mjs
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
dotenvy: FIRST 1, TITLE unset, LAST unset (Error parsing line: 'Order service', error at line index: 6)
godotenv: FIRST 1, TITLE Order service, LAST 1
python-dotenv: FIRST 1, TITLE Order service, LAST 1
dotenv: FIRST 1, TITLE Order service, LAST 1
SEEN
