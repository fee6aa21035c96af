import type { Answer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { withEvidence } from '../finding-of.ts'
import { fits } from './edge-of.ts'
import type { EdgeRow } from './edges/row.ts'

/** A gateway that refuses a request by a check of its own: the app did not see the request. */
export interface Gate {
  readonly name: string
  /** The first step: its settings for that check. */
  readonly step: string
}

interface GateRow extends EdgeRow {
  readonly step: string
  /** A check of something else than the token, such as a key of the client: its refusal is no verdict on the token. */
  readonly ofRule?: true
}

const denied = (status: number) => status === 401 || status === 403

const AUTHORIZER =
  'AWS API Gateway: compare the issuer and the audience of its authorizer with `iss` and `aud` of the token; of a Lambda authorizer, read the log of its function, and look for an answer that it keeps (`authorizerResultTtlInSeconds`).'
const JWT_RULE =
  'compare `issuer`, `audiences` and the address of the key set in this rule with `iss` and `aud` of the token and with the `jwks_uri` of the issuer; a new key arrives when the gateway loads the set again.'
const APIGEE =
  'Apigee: look at the policy OAuthV2, VerifyJWT or VerifyAPIKey of the proxy that answers this path, and at the API product of the client: the trace tool shows which policy refused.'
const APISIX =
  'APISIX: compare the plugin jwt-auth or openid-connect of the route with the issuer: its key, and the consumer for this token.'
const VALIDATE_JWT =
  'Azure API Management: compare `openid-config`, `audiences` and `issuers` of the policy validate-jwt with `iss` and `aud` of the token.'

/** The words of gateways that refuse a token themselves; words of the app that it passes on differ from them. */
const GATES: readonly GateRow[] = [
  {
    edge: 'AWS API Gateway',
    status: denied,
    headers: { 'x-amzn-errortype': /^(?:Unauthorized|AccessDenied)Exception\b/ },
    step: AUTHORIZER,
    source: 'docs.aws.amazon.com/apigateway, gateway responses',
  },
  {
    edge: 'AWS API Gateway',
    status: (status) => status === 500,
    headers: { 'x-amzn-errortype': /^Authorizer(?:Configuration|Failure)Exception\b/ },
    step: 'AWS API Gateway: its authorizer fails: read the log of the function (an error, a time limit, or an answer that is no policy), and whether the gateway may call it (`lambda:InvokeFunction`).',
    source: 'docs.aws.amazon.com/apigateway, AUTHORIZER_FAILURE and AUTHORIZER_CONFIGURATION_ERROR',
  },
  {
    edge: 'AWS API Gateway',
    status: denied,
    headers: { 'apigw-requestid': /./ },
    body: /"message"\s*:\s*"(?:Unauthorized|Forbidden)"\s*\}\s*$/,
    step: AUTHORIZER,
    source: 'docs.aws.amazon.com/apigateway, authorizers of HTTP APIs',
  },
  {
    edge: 'Istio',
    status: denied,
    headers: { server: /^istio-envoy$/i },
    body: /^(?:Jwt |Jwks |Audiences in Jwt )[^\n]{1,120}$/,
    step: `Istio: \`kubectl get requestauthentication --all-namespaces -o yaml\`: ${JWT_RULE}`,
    source: 'google/jwt_verify_lib, the words of its states; Istio RequestAuthentication',
  },
  {
    edge: 'Envoy',
    status: denied,
    body: /^(?:Jwt |Jwks |Audiences in Jwt )[^\n]{1,120}$/,
    step: `Envoy: the provider of the filter jwt_authn: ${JWT_RULE}`,
    source: 'google/jwt_verify_lib, the words of its states; Envoy 1.40.0',
  },
  {
    edge: 'Google API Gateway',
    status: denied,
    body: /"message"\s*:\s*"(?:Jwt |Jwks |Audiences in Jwt )/,
    step: 'Google API Gateway: compare `x-google-issuer`, `x-google-jwks_uri` and `x-google-audiences` of the API config with `iss` and `aud` of the token.',
    source: 'cloud.google.com/api-gateway, authentication; Endpoints ESPv2',
  },
  {
    edge: 'Azure API Management',
    status: denied,
    body: /"statusCode"\s*:\s*40[13],\s*"message"\s*:\s*"(?:JWT not present|Invalid JWT|Unauthorized\. Access token is missing or invalid)\.?"/,
    step: VALIDATE_JWT,
    source: 'learn.microsoft.com, the policy validate-jwt',
  },
  {
    edge: 'Apigee',
    status: denied,
    body: /"faultstring"\s*:[\s\S]{0,400}"errorcode"\s*:\s*"(?:steps\.(?:oauth|jwt)\.|oauth\.v2\.|keymanagement\.service\.)/,
    step: APIGEE,
    source: 'docs.apigee.com, fault codes',
  },
  {
    edge: 'Kong',
    status: denied,
    headers: { server: /^kong\// },
    body: /"message"\s*:\s*"(?:Unauthorized|Invalid signature|Bad token|Token claims invalid|No credentials found for given|No mandatory )/,
    step: 'Kong: the plugin jwt or openid-connect: a consumer must have a jwt credential whose `key` is the `iss` of the token, with its algorithm and public key.',
    source: 'developer.konghq.com, the plugin jwt',
  },
  {
    edge: 'APISIX',
    status: denied,
    headers: { server: /^APISIX/ },
    body: /"message"\s*:\s*"(?:Missing JWT token in request|JWT token invalid|failed to verify jwt|Missing related consumer)/i,
    step: APISIX,
    source: 'apisix.apache.org, the plugin jwt-auth',
  },
  {
    edge: 'Envoy',
    ofRule: true,
    status: (status) => status === 403,
    body: /^RBAC: access denied$/,
    step: 'Envoy and Istio: a rule of RBAC refuses: `kubectl get authorizationpolicy --all-namespaces -o yaml`, and compare its methods, paths, principals and claims with this request; where an ALLOW policy selects the app, all that none allows is refused.',
    source: 'Envoy 1.40.0, the filter rbac; istio.io, AuthorizationPolicy',
  },
  {
    edge: 'AWS API Gateway',
    ofRule: true,
    status: (status) => status === 403,
    headers: { 'x-amzn-errortype': /^ForbiddenException\b/ },
    step: 'AWS API Gateway: ForbiddenException is an API key that is missing or not of the usage plan, a resource policy, a rule of WAF, a custom domain without this path, or a client certificate that is missing.',
    source: 'docs.aws.amazon.com/apigateway, gateway responses',
  },
  {
    edge: 'Azure API Management',
    ofRule: true,
    status: denied,
    body: /"message"\s*:\s*"Access denied due to (?:missing|invalid) subscription key/i,
    step: 'Azure API Management: it wants a key in `Ocp-Apim-Subscription-Key`: look whether the API or its product requires a subscription since this deploy, or send the key with each request.',
    source: 'learn.microsoft.com, API Management subscriptions',
  },
  {
    edge: 'Cloudflare Access',
    ofRule: true,
    status: denied,
    body: /<title>[^<]{0,40}Cloudflare Access<\/title>/i,
    step: 'Cloudflare Access: let this run in by a service token with a policy of the action Service Auth, and send it in `CF-Access-Client-Id` and `CF-Access-Client-Secret` with each request; or take the path out of the application.',
    source: 'developers.cloudflare.com, Access service tokens',
  },
]

/** The gateway whose own check refused a request; undefined where none is known by its words. */
export function gateOf(answer: Answer): Gate | undefined {
  return named(GATES, answer)
}

/** The gateway whose own check refused the token of a request; undefined where the app may have refused it. */
export function tokenGateOf(answer: Answer): Gate | undefined {
  return named(OF_TOKENS, answer)
}

const OF_TOKENS = GATES.filter(({ ofRule }) => ofRule === undefined)

function named(rows: readonly GateRow[], answer: Answer): Gate | undefined {
  const row = rows.find((candidate) => fits(candidate, answer))
  return row && { name: row.edge, step: row.step }
}

/** The subject of a sentence about a refusal: the service, or the gateway before it. */
export function speakerOf(answer: Answer, service: string): string {
  const gate = tokenGateOf(answer)
  return gate === undefined ? service : `${gate.name} in front of ${service}`
}

/** What a gateway did, after its name, where the finding has no first line of its own. */
const DID: Readonly<Partial<Record<Code, (issuer: string) => string>>> = {
  'trust.token-rejected': (issuer) => `refuses good tokens of ${issuer}`,
  'trust.auth-unreachable': (issuer) => `cannot reach ${issuer} to load the keys for its tokens`,
}

/**
 * The finding about a refused token in the name of the gateway that refused it: the first line names it, and the first step
 * is at its settings. The finding itself where no gateway is known by its words, or where the token did not arrive.
 */
export function inNameOfGate(finding: Finding, first: Answer, issuer: string): Finding {
  const gate = tokenGateOf(first)
  const did = DID[finding.code]?.(issuer)
  if (gate === undefined || did === undefined) return finding
  const { service, summary = `${service} ${did}`, nextSteps = [] } = finding
  return {
    ...withEvidence(finding, [
      `the answer has the marks of an edge (${gate.name}), not of the application`,
    ]),
    summary: summary.startsWith(`${service} `)
      ? `${gate.name} in front of ${summary}`
      : `${summary} (${gate.name} in front of ${service} answers)`,
    nextSteps: [...new Set([gate.step, ...nextSteps])],
  }
}
