/** Words that mean one reason. */
export interface ReasonRow {
  /** Matched against a text whose quotes are plain ones, whatever JSON or HTML made of them. */
  readonly says: RegExp
  /** Libraries whose words these are: with a version where their answer was seen, without where their source was read. */
  readonly source: string
}

/**
 * The words of libraries for each reason, the most specific first. A library that says "invalid" in all cases has no
 * row: its words give no reason. Neither has one that names two reasons at once ("invalid or expired"), nor one that speaks of
 * the caller: MLflow 3.17.2 says "You are not authenticated" to a wrong password, too, and Apollo Server 5 gives one
 * `UNAUTHENTICATED` to a wrong token and to none.
 */
export const REASON_WORDING = {
  proof: {
    // A challenge for DPoP alone: beside one for Bearer, bearer tokens are welcome too.
    says: /invalid_dpop_proof|use_dpop_nonce|dpop[ _](?:proof|header)|^dpop (?!.*\bbearer\b)/i,
    source: 'RFC 9449 §7.1; express-oauth2-jwt-bearer 1.10.0',
  },
  certificate: {
    says: /certificate[- ](?:bound|thumbprint)|x5t#s256|thumbprint (?:does not|doesn.t|did not) match/i,
    source: 'RFC 8705 §3',
  },
  csrf: {
    says: /\b[cx]srf\b|EBADCSRFTOKEN|invalid authenticity token/i,
    source: 'Django, csurf, Rails',
  },
  unreachable: {
    says: /(?:could ?n.t|could not|can ?not|can.t|unable to|fail(?:ed|ure)? to|error (?:while )?)(?: ?\w+)? ?(?:retrieve|retrieving|fetch|fetching|load|loading|get|obtain|download|reach|connect)\w*\b[^.{}]{0,60}(?:\bjwks?\b|\bjws due to a http error|key set|public keys?|signing keys|\bkeys:|openid|oidc|discovery|well-known|configuration from|introspect|issuer|auth(?:entication|orization)? (?:service|server|provider)|identity provider|data from the url)|expected 200 ok from the json web key set|jwks?\w*[^.{}]{0,40}(?:fetch is failed|ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ECONNRESET|timed? ?out)|fetching keys|introspection request failed|requesting introspection|max retries exceeded with url|key_retrieval_error|IDX2080[34]|(?:introspection|auth(?:entication|orization)?(?: ?\w+)?|identity|token) (?:service|server|provider|endpoint) (?:is )?(?:currently |temporarily )?(?:unavailable|unreachable|not (?:available|reachable)|down|timed? ?out)/i,
    source:
      'jose 6; Nimbus (Spring Security 6); PyJWT 2.15.1; Envoy jwt_authn; ESPv2; .NET; fastify-jwt-jwks 3.1.2',
  },
  scope: {
    says: /insufficient[_ ]scope|insufficientscope|missing '?scopes?'?|(?:required|requires(?: the)?) scopes?|requires higher privileges|scope (?:'[^']{1,40}' )?(?:is )?required|not enough scopes?|lacks (?:the )?(?:required )?scope/i,
    source: 'RFC 6750 §3.1; express-oauth2-jwt-bearer 1.10.0; Spring Security 6',
  },
  permission: {
    says: /insufficient permissions?|(?:missing|lacks|requires)(?: the)?(?: required)? (?:role|permission)s?\b|not have (?:the |a )?(?:required |necessary )?(?:permission|role)s?\b|have the right (?:role|permission)s?\b|\b(?:role|permission)s? (?:[\w:.]{1,40} )?(?:is |are )?required|\b(?:role|permission)s? (?:is|are) missing/i,
    source: 'Django REST framework; spatie/laravel-permission; apps that check roles themselves',
  },
  account: {
    says: /\b(?:account|user)\b(?:'s)?[^.{}"]{0,12}(?:\b(?:is|was|has been|temporarily|currently|not)\b ?){0,3}[ _](?:disabled|suspended|locked|blocked|deactivated|inactive|banned|deleted|not active|not activated|not enabled|archived)\b|\b(?:inactive|disabled|suspended|blocked|unknown) (?:user|account)\b|\b(?:user|account)[ _](?:was )?not[ _](?:found|active|verified)\b|user (?:does not|doesn.t|no longer) exist|no such user|e-?mail (?:address )?(?:is |has )?not (?:been )?(?:verified|confirmed)/i,
    source: 'DRF simplejwt 5.5.1; FastAPI (the app of its tutorial); Devise',
  },
  ended: {
    says: /token (?:has been |was |is )?(?:revoked|blacklisted|blocklisted|invalidated)|revoked token|session (?:has |was |is )?(?:been )?(?:ended|revoked|terminated|not found|no longer|over)|(?<!\bor )session (?:has |is |was )?expired|(?:signed|logged) in (?:from|on) another|logged out/i,
    source: 'flask-jwt-extended 4; tymon/jwt-auth; DRF simplejwt 5.5.1',
  },
  missing: {
    says: /no authori[sz]ation (?:token was found|included|header)|(?<!\w |\bunauthenticated\b[\s\S]{0,400})not authenticated(?![\s\S]{0,400}\bunauthenticated\b)|authentication credentials were not provided|missing authentication|missing[ _]authorization|missing (?:access |auth(?:entication)? )?(?:bearer|'bearer'|jwt|token)|missing cookie|jwt is missing|jwt not present|token not provided|(?<!\bor )token (?:is )?(?:missing|required)(?! or\b)(?! (?:the |required )*["']?\w*["']? ?claim)|authori[sz]ation token not found|token not found in request|no (?:access|bearer|auth) token|no (?:jwt|auth)? ?token (?:was )?(?:found|provided|present|in)|(?:auth|query|cookie)(?: header| token)? is empty|authori[sz]ation header (?:is )?(?:missing|required|not found|with bearer)|no_authorization_in_header|jwt must be provided|missing or malformed jwt|\bno (?:token|credentials?|api key|session(?: cookie)?)(?=["'.,;<}\s]*(?:$|["}<]))/i,
    source:
      'express-jwt 8.5.1; FastAPI 0.165.0; DRF 3.18.3; @hapi/jwt 3.2.4; Authlib 1.9.10; Litestar 2.25.0; @fastify/jwt 10.2.8; hono 4.13.19; fiber jwtware; gin-jwt; flask-jwt-extended 4; Envoy jwt_authn; tymon/jwt-auth',
  },
  'too-early': {
    says: /jwt not active|not yet (?:valid|active)|not valid (?:yet|before)|used before (?:issued)?|will be active at|'?"?nbf"?'? claim|nbf validation|iat validation|\((?:iat|nbf)\)|token with (?:nbf|iat) prior to|nbf has not been reached|issued in the future|(?:\biat|issued[ -]?at)\b[^.{}]{0,12} in the future|not be accepted before|handle token prior to|cannot be used yet|"(?:nbf|iat)" not satisfied|immature ?signature|IDX10222/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; Authlib 1.9.10; golang-jwt 4; lestrrat jwx; Nimbus; firebase/php-jwt; lcobucci/jwt; ruby-jwt; .NET',
  },
  expired: {
    says: /(?<!or )(?:jwt (?:has |is )?expired|token[ _](?:has |is )?expired|token_expired|expired[_ ](?:token|jwt)\b|signature has expired|expiredsignature|token expired at)(?! or)|"?'?exp'?"? claim timestamp|"exp" \(expiration time\)|"exp" not satisfied|jwtexpired|IDX10223/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; golang-jwt 5; Envoy jwt_authn; firebase/php-jwt; ruby-jwt; .NET',
  },
  audience: {
    says: /\baud(?:ience)?s?['"]? (?:'[^']*' )?(?:in jwt )?(?:(?:is|are) )?(?:invalid|value|claim|(?:doesn.t|does not) match|not (?:allowed|valid|satisfied)|is not|validation|mismatch)|(?:invalid|wrong|unexpected|incorrect|expected) "?'?aud(?:ience)?\b|(?:used by|issued for) this audience|jwtnotinaudience|not in audience|audience\b[^.{}"]{0,30}\bnot (?:accepted|allowed|valid|trusted|expected)|IDX10214/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; Nimbus (Spring Security 6); Envoy jwt_authn; ESPv2; lcobucci/jwt; ruby-jwt; PostgREST; .NET; go-oidc',
  },
  issuer: {
    says: /\biss(?:uer)?['"]? (?:'[^']*' )?(?:is )?(?:invalid|value|claim|is not|not (?:allowed|configured|valid|satisfied)|(?:doesn.t|does not) match|validation|mismatch)|(?:invalid|wrong|unexpected|unknown|incorrect|untrusted) "?'?iss(?:uer)?\b|issued by a different provider|issuer\b[^.{}"]{0,30}\bnot (?:accepted|allowed|valid|trusted|expected)|issued by the given issuers|credentials found for given 'iss'|jwtnotinissuer|IDX10205/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; PyJWT 2.15.1; Nimbus (Spring Security 6); Envoy jwt_authn; Kong jwt; lcobucci/jwt; .NET; go-oidc',
  },
  type: {
    says: /header typ|["']?typ["']?(?: \(type\)| jwt header)? .{0,20}(?:not allowed|value)|wrong token type|token has wrong type|unexpected token type|invalid token type|only (?:access|refresh|non-refresh) tokens/i,
    source: 'Nimbus (Spring Security 6); DRF simplejwt 5.5.1; jose 6; flask-jwt-extended 4',
  },
  'no-key': {
    says: /(?<!api )\bkey (?:id )?(?:was )?not found|no such key|no key with (?:kid|id)|find key with|unknown key\b|signature key was not found|no (?:matching|applicable|suitable) key|key to match kid|unable to (?:find|match) (?:a |the )?(?:signing )?key|could not find (?:public )?key|unknown kid|unrecognized jwt kid|kid"? (?:invalid|.{0,30}not found)|could not read jwk from storage|failed to find matching key|not contain any signing keys/i,
    source:
      'jose 6; jwks-rsa; PyJWT 2.15.1; keyfunc 3; lestrrat jwx 3.4.0; Nimbus (Spring Security 6); Envoy jwt_authn; firebase/php-jwt; ruby-jwt; .NET',
  },
  algorithm: {
    says: /invalid algorithm|signing method \S{1,20} is invalid|unexpected (?:jwt )?signing method|unsupported (?:signing )?algorithm|incorrect key for this algorithm|alg(?:orithm)?(?:"|\))? ?(?:header parameter )?(?:value |is )?not (?:allowed|supported)|another algorithm expected|specified alg value|header \[alg\]|different algorithm|unexpected signature algorithm/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; PyJWT 2.15.1; Nimbus; Envoy jwt_authn; ruby-jwt; golang-jwt 5; echo-jwt',
  },
  'several-keys': {
    says: /multiple matching keys/i,
    source: 'jose 6',
  },
  key: {
    says: /signature (?:resulted invalid|verification (?:failed|raised)|is invalid|invalid|mismatch|does not match|could not be verified)|failed to verify (?:\w+ ){0,2}signature|crypto\/(?:rsa|ecdsa): verification error|invalid[_ ]?(?:(?:jwt|token) )?signature|bad_signature|jwt verification fails|could not verify message|IDX1050[0-9]|IDX10511/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; golang-jwt 5; Nimbus (Spring Security 6); jwks-rsa; Envoy jwt_authn; firebase/php-jwt; ruby-jwt; PostgREST; .NET; jjwt; go-oidc; Auth0 java-jwt',
  },
  claim: {
    says: /missing (?:the |required )+"?'?\w+"?'? claim|missing (?:required )?claim|claim (?:is )?(?:missing|required)|no mandatory '?\w+'? in claims|invalid (?:exp|nbf|iat|sub)\w* (?:value|claim)|subject must be a string/i,
    source: 'jose 6; PyJWT 2.15.1; golang-jwt 5; Kong jwt; jsonwebtoken 9.0.3',
  },
} satisfies Readonly<Record<string, ReasonRow>>

/** The reason in the words of a refusal: one for each part of a token that a verifier checks. */
export type StatedReason = keyof typeof REASON_WORDING
