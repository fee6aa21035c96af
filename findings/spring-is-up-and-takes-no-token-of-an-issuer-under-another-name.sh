#!/usr/bin/env bash
# Spring Boot 3.5.6 with spring-boot-starter-oauth2-resource-server (Spring Security 6.5.5, OpenJDK 17)
# Expected: where `issuer-uri` and the issuer's name for itself differ, the app does not start, or its health says so, or a request with a token is
#           answered with 401 and `error="invalid_token"` (RFC 6750 3.1) and a line in the log.
# Real: the issuer is first asked with the first token. The app starts, health is UP, a request without a token is 401. With any token, good or
#       not, the filter throws: 500 where `/error` is open to all, and 401 with a bare `Bearer`, as if no token had come, where it is not.
# Matters: probes of health and of "no token is refused" are green after the deploy, and nobody gets in. `localhost` and 127.0.0.1, http and
#          https behind a proxy, an inner and an outer name of the issuer are such pairs.
# Seen (2026-11-28):
#   one name: health 200, no token 401 Bearer, good token 200, a word 401 Bearer error="invalid_token"
#   two names: health 200, no token 401 Bearer, good token 401 Bearer, a word 401 Bearer
#   two names, /error is open: health 200, no token 401 Bearer, good token 500, a word 500
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.6</version></parent>
  <groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-oauth2-resource-server</artifactId></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > Try.java <<'JAVA'
package app;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Date;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Try {
  @GetMapping("/things") String things() { return "things"; }

  @Bean SecurityFilterChain guarded(HttpSecurity http, @Value("${open}") String open) throws Exception {
    return http.authorizeHttpRequests(paths -> paths.requestMatchers("/actuator/**", open).permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())).build();
  }

  static String ask(int port, String path, String token) throws Exception {
    var ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (token != null) ask.header("Authorization", "Bearer " + token);
    var answer = HttpClient.newHttpClient().send(ask.build(), BodyHandlers.ofString());
    return answer.statusCode() + answer.headers().firstValue("WWW-Authenticate").map(header -> " " + header.split(",")[0]).orElse("");
  }

  static void say(String what, String issuer, String asked, String open, RSAKey key) throws Exception {
    var app = new SpringApplicationBuilder(Try.class).properties(Map.of("server.port", "0", "spring.main.banner-mode", "off", "logging.level.root", "off",
        "open", open, "spring.security.oauth2.resourceserver.jwt.issuer-uri", asked)).run();
    int port = ((ServletWebServerApplicationContext) app).getWebServer().getPort();
    var claims = new JWTClaimsSet.Builder().issuer(issuer).subject("u").expirationTime(new Date(System.currentTimeMillis() + 60_000)).build();
    var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
    token.sign(new RSASSASigner(key));
    System.out.println(what + ": health " + ask(port, "/actuator/health", null) + ", no token " + ask(port, "/things", null)
        + ", good token " + ask(port, "/things", token.serialize()) + ", a word " + ask(port, "/things", "word"));
    app.close();
  }

  public static void main(String[] none) throws Exception {
    var key = new RSAKeyGenerator(2048).keyID("k").generate();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    int port = server.getAddress().getPort();
    var issuer = "http://localhost:" + port;
    var documents = Map.of("/keys", new JWKSet(key).toString(),
        "/.well-known/openid-configuration", "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"http://127.0.0.1:" + port + "/keys\"}");
    server.createContext("/", exchange -> {
      var body = documents.getOrDefault(exchange.getRequestURI().getPath(), "{}").getBytes();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(body.length > 2 ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    say("one name", issuer, issuer, "/none", key);
    say("two names", issuer, "http://127.0.0.1:" + port, "/none", key);
    say("two names, /error is open", issuer, "http://127.0.0.1:" + port, "/error", key);
    System.exit(0);
  }
}
JAVA
mkdir out; javac -parameters -cp "$(cat path.txt)" -d out Try.java
java -cp "out:$(cat path.txt)" app.Try 2>/dev/null | grep -E '^(one|two) name' | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
one name: health 200, no token 401 Bearer, good token 200, a word 401 Bearer error="invalid_token"
two names: health 200, no token 401 Bearer, good token 401 Bearer, a word 401 Bearer
two names, /error is open: health 200, no token 401 Bearer, good token 500, a word 500
SEEN
