#!/usr/bin/env bash
# dotenvy 0.15.7 (Rust), beside godotenv 1.5.1 (Go), python-dotenv 1.2.4 (Python), dotenv-java 3.2.0 (Java), dotenv 18.0.10 and `--env-file` (Node)
# Expected: where a name stands twice in one env file, the later line counts, as in a shell that reads the file.
# Real: dotenvy sets a variable that is not set yet; its first line has set it, so the second one is passed over in silence. `from_path_override`
#       takes the last one, and also the place of what the environment has.
# Matters: pipelines append what differs (`echo API_URL=… >> .env`). The service in Rust goes on with the old address, and the services
#          beside it read the same file and use the new one.
# Seen (2026-11-28, Node 20.20.2):
#   dotenvy: https://old.example
#   godotenv: https://new.example
#   python-dotenv: https://new.example
#   dotenv-java: https://new.example
#   dotenv: https://new.example
#   node --env-file: https://new.example
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'API_URL=https://old.example\nAPI_URL=https://new.example\n' > .env
mkdir -p rust/src go java
printf '[package]\nname = "try"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ndotenvy = "=0.15.7"\n' > rust/Cargo.toml
cat > rust/src/main.rs <<'RUST'
fn main() {
    dotenvy::from_path("../.env").unwrap();
    println!("dotenvy: {}", std::env::var("API_URL").unwrap());
}
RUST
cat > go/main.go <<'GO'
package main

import (
	"fmt"
	"log"

	"github.com/joho/godotenv"
)

func main() {
	read, err := godotenv.Read("../.env")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("godotenv:", read["API_URL"])
}
GO
cat > java/pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.github.cdimascio</groupId><artifactId>dotenv-java</artifactId><version>3.2.0</version></dependency>
  </dependencies>
</project>
XML
cat > java/Try.java <<'JAVA'
import io.github.cdimascio.dotenv.Dotenv;

public class Try {
  public static void main(String[] arguments) {
    System.out.println("dotenv-java: " + Dotenv.configure().directory("..").load().get("API_URL"));
  }
}
JAVA
echo '{"private":true}' > package.json; npm install --silent --ignore-scripts --no-audit --no-fund dotenv@18.0.10
python3 -m venv env; env/bin/pip install --quiet python-dotenv==1.2.4
(cd go; printf 'module try\n\ngo 1.26\n' > go.mod; go get github.com/joho/godotenv@v1.5.1 2>/dev/null; go mod tidy 2>/dev/null)
(cd java; mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2)
unset API_URL
{
  (cd rust; cargo run --quiet)
  (cd go; go run .)
  env/bin/python -c 'import dotenv; print("python-dotenv:", dotenv.dotenv_values(".env")["API_URL"])'
  (cd java; java -cp "$(cat path.txt)" Try.java)
  node -p '"dotenv: " + require("dotenv").parse(fs.readFileSync(".env")).API_URL'
  node --env-file=.env -p '"node --env-file: " + process.env.API_URL'
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
dotenvy: https://old.example
godotenv: https://new.example
python-dotenv: https://new.example
dotenv-java: https://new.example
dotenv: https://new.example
node --env-file: https://new.example
SEEN
