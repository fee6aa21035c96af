import { any, type EdgeRow, failed, found } from './row.ts'

/** Firewalls and sign-in walls, and the front ends of Google: they answer before any application does. */
export const WALLS: readonly EdgeRow[] = [
  {
    edge: 'OAuth2 Proxy',
    status: failed,
    body: /<title>5\d\d [^<]*<\/title>\s*<link rel="stylesheet" href="[^"]*\/static\/css\/bulma\.min\.css">/i,
    source: 'oauth2-proxy 7.15.6',
  },
  {
    edge: 'Cloud Armor',
    body: /cloud armor|request blocked by security policy/i,
    source: 'cloud.google.com/armor',
  },
  {
    edge: 'Google load balancer or Cloud Armor',
    body: /<title>4\d\d<\/title>\s*4\d\d (?:Forbidden|Not Found)/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Identity-Aware Proxy',
    body: /invalid IAP credentials/i,
    source: 'cloud.google.com/iap',
  },
  {
    edge: 'Identity-Aware Proxy',
    means: 'refused',
    status: any,
    headers: { 'x-goog-iap-generated-response': /./ },
    source: 'cloud.google.com/iap',
  },
  {
    edge: 'Cloudflare challenge',
    means: 'refused',
    headers: { 'cf-mitigated': /challenge/i },
    source: 'developers.cloudflare.com',
  },
  {
    edge: 'Cloudflare Access',
    means: 'refused',
    status: found,
    headers: { location: /^https:\/\/[^/]+\.cloudflareaccess\.com\//i },
    source: 'developers.cloudflare.com',
  },
  {
    edge: 'Cloudflare Access',
    means: 'refused',
    body: /<title>[^<]{0,40}Cloudflare Access<\/title>/i,
    source: 'cloudflare/workers-sdk, the page of a request without a service token',
  },
  {
    edge: 'Google sign-in',
    means: 'refused',
    status: found,
    headers: { location: /^https:\/\/accounts\.google\.com(?:\/|$)/i },
    source: 'cloud.google.com/iap',
  },
  {
    edge: 'Microsoft sign-in',
    means: 'refused',
    status: found,
    headers: { location: /^https:\/\/login\.microsoftonline\.com\//i },
    source: 'learn.microsoft.com, App Service authentication',
  },
  {
    edge: 'oauth2-proxy',
    means: 'refused',
    status: found,
    headers: { location: /\/oauth2\/(?:start|sign_in)/i },
    source: 'oauth2-proxy 7',
  },
  {
    edge: 'Vercel protection',
    means: 'refused',
    headers: { 'set-cookie': /_vercel_sso_nonce|_sso_nonce/i },
    source: 'vercel.com/docs, Deployment Protection',
  },
  {
    edge: 'Google Front End',
    body: /<title>\s*Error \d{3}[^<]{0,80}!!1/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Google Front End',
    body: /that.s all we know/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Cloud Run front end',
    body: /<h1>Error: [^<]{1,60}<\/h1>\s*<h2>|does not have permission to (?:get URL|the requested URL)/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Cloud Run front end',
    body: /no available instance|container instance|^\s*rate exceeded\.\s*$/i,
    source: 'cloud.google.com/run, troubleshooting',
  },
  {
    edge: 'Google load balancer',
    means: 'missing',
    body: /^response 404 \(backend NotFound\)/i,
    source: 'cloud.google.com/load-balancing',
  },
  {
    edge: 'Vercel protection',
    means: 'refused',
    status: found,
    headers: { location: /^https:\/\/vercel\.com\/sso-api\b/i },
    source: 'vercel.com/docs, Deployment Protection',
  },
  {
    edge: 'Netlify',
    status: (status) => status === 401,
    headers: { 'x-nf-request-id': /./ },
    body: /password protected/i,
    source: 'docs.netlify.com, site protection',
  },
  {
    // A client that is sent to an authorization endpoint, or to a page that sends it back once it has signed in.
    edge: 'a sign-in page',
    means: 'refused',
    status: found,
    headers: {
      location:
        /[?&](?:response_type=(?:code|id_token)|SAMLRequest=|rd=https?(?::|%3A))|\/(?:outpost\.goauthentik\.io|\.pomerium|_oauth|oauth2)\/(?:start|sign_in|authorize)/i,
    },
    source: 'RFC 6749 §4.1.1, SAML 2.0 §3.4, Authelia 4, authentik 2025, Pomerium',
  },
  {
    edge: 'AWS WAF',
    means: 'refused',
    status: any,
    headers: { 'x-amzn-waf-action': /challenge|captcha/i },
    source: 'docs.aws.amazon.com/waf',
  },
  {
    edge: 'Imperva',
    means: 'refused',
    status: any,
    body: /Request unsuccessful\. Incapsula incident ID/i,
    source: 'docs.imperva.com',
  },
  {
    edge: 'F5',
    means: 'refused',
    status: any,
    body: /The requested URL was rejected\. Please consult with your administrator/i,
    source: 'my.f5.com, the default blocking page',
  },
  {
    edge: 'Sucuri',
    means: 'refused',
    body: /Sucuri Web[Ss]ite Firewall/i,
    source: 'docs.sucuri.net',
  },
  {
    edge: 'DataDome',
    means: 'refused',
    headers: { 'x-datadome': /protected/i },
    source: 'docs.datadome.co',
  },
  {
    edge: 'Zscaler, in front of this run',
    means: 'refused',
    status: any,
    headers: { server: /^Zscaler/i },
    source: 'help.zscaler.com',
  },
  {
    // Only something between this run and the server answers so.
    edge: 'a network that asks for a sign-in first, between this run and the service,',
    means: 'refused',
    status: (status) => status === 511,
    source: 'RFC 6585 §6',
  },
]
