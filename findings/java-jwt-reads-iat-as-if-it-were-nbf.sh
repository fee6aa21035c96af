#!/usr/bin/env bash
# com.auth0:java-jwt 4.5.0 (Maven), beside com.nimbusds:nimbus-jose-jwt 10.5
# Expected: `iat` tells the age of a token, and a verifier that was not asked about the age leaves it alone: RFC 7519 4.1.6 says nothing
#           of refusing, as 4.1.4 and 4.1.5 do for `exp` and `nbf`.
# Real: java-jwt treats `iat` like `nbf`, with no leeway, and says that the token cannot be used yet, though there is no
#       `nbf` in it. `ignoreIssuedAt()` or `acceptIssuedAt(seconds)` ends it.
# Matters: an issuer whose clock is a few seconds ahead: a login succeeds, the first request after it gets 401, a later one 200. A
#          check that signs in and asks at once finds what a user who reads a page first does not see.
# Seen (2026-11-28):
#   iat now: java-jwt accepted, nimbus accepted
#   iat in ten seconds: java-jwt refused (IncorrectClaimException, claim iat), nimbus accepted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.nimbusds</groupId><artifactId>nimbus-jose-jwt</artifactId><version>10.5</version></dependency>
    <dependency><groupId>com.auth0</groupId><artifactId>java-jwt</artifactId><version>4.5.0</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > Try.java <<'JAVA'
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Instant;

class Try {
  static String byAuth0(Algorithm key, String token) {
    try {
      JWT.require(key).build().verify(token);
      return "accepted";
    } catch (IncorrectClaimException e) {
      return "refused (IncorrectClaimException, claim " + e.getClaimName() + ")";
    }
  }

  static String byNimbus(byte[] secret, String token) {
    var nimbus = new DefaultJWTProcessor<SecurityContext>();
    nimbus.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(secret)));
    try {
      nimbus.process(token, null);
      return "accepted";
    } catch (Exception e) {
      return "refused (" + e.getMessage() + ")";
    }
  }

  static void ask(String title, Instant issued) {
    var secret = "a-key-of-this-script-0123456789abcdef".getBytes();
    var key = Algorithm.HMAC256(secret);
    var token = JWT.create().withSubject("user").withIssuedAt(issued).withExpiresAt(issued.plusSeconds(3600)).sign(key);
    System.out.println(title + ": java-jwt " + byAuth0(key, token) + ", nimbus " + byNimbus(secret, token));
  }

  public static void main(String[] args) {
    ask("iat now", Instant.now());
    ask("iat in ten seconds", Instant.now().plusSeconds(10));
  }
}
JAVA
java -cp "$(cat path.txt)" Try.java | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
iat now: java-jwt accepted, nimbus accepted
iat in ten seconds: java-jwt refused (IncorrectClaimException, claim iat), nimbus accepted
SEEN
