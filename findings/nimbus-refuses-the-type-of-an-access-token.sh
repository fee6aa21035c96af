#!/usr/bin/env bash
# com.nimbusds:nimbus-jose-jwt 10.5 (Maven), `DefaultJWTProcessor` as it is, beside com.auth0:java-jwt 4.5.0
# Expected: a signed token with `typ: at+jwt` is verified like one with `JWT`: RFC 9068 2.1 wants that type of each access token. "JWT" and
#           "application/jwt" are one type (RFC 7515 4.1.9: a value without a slash is read with `application/` before it).
# Real: the processor takes no `typ` or `JWT`, in any case, and refuses all others before it looks at the signature, also
#       "application/jwt". `setJWSTypeVerifier` is where to end it.
# Matters: an issuer that begins to follow RFC 9068 shuts its users out of each API with this processor, while key, audience and
#          clock are right. Those who take the token apart see nothing wrong in the claims: the cause is in the header.
# Seen (2026-11-28):
#   no typ: nimbus accepted, java-jwt accepted
#   jwt: nimbus accepted, java-jwt accepted
#   at+jwt: nimbus refused (JOSE header typ (type) at+jwt not allowed), java-jwt accepted
#   application/jwt: nimbus refused (JOSE header typ (type) application/jwt not allowed), java-jwt accepted
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
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Date;

class Try {
  interface Reader { Object read(String token) throws Exception; }

  static String word(Reader reader, String token) {
    try {
      reader.read(token);
      return "accepted";
    } catch (Exception e) {
      return "refused (" + e.getMessage() + ")";
    }
  }

  public static void main(String[] types) throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    var nimbus = new DefaultJWTProcessor<SecurityContext>();
    nimbus.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()))));
    var auth0 = com.auth0.jwt.JWT.require(Algorithm.RSA256(key.toRSAPublicKey(), null)).build();
    var claims = new JWTClaimsSet.Builder().issuer("https://issuer.example").audience("api").subject("user")
        .issueTime(new Date()).expirationTime(new Date(System.currentTimeMillis() + 600_000)).build();
    for (String type : types) {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k");
      if (!type.equals("no typ")) header.type(new JOSEObjectType(type));
      var token = new SignedJWT(header.build(), claims);
      token.sign(new RSASSASigner(key));
      var text = token.serialize();
      System.out.println(type + ": nimbus " + word(t -> nimbus.process(t, null), text) + ", java-jwt " + word(auth0::verify, text));
    }
  }
}
JAVA
java -cp "$(cat path.txt)" Try.java 'no typ' jwt at+jwt application/jwt 2>/dev/null | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
no typ: nimbus accepted, java-jwt accepted
jwt: nimbus accepted, java-jwt accepted
at+jwt: nimbus refused (JOSE header typ (type) at+jwt not allowed), java-jwt accepted
application/jwt: nimbus refused (JOSE header typ (type) application/jwt not allowed), java-jwt accepted
SEEN
