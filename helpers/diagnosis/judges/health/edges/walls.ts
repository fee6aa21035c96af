import { type EdgeRow, found, refused } from './row.ts'

/** Firewalls and sign-in walls, and the front ends of Google: they answer before any application does. */
export const WALLS: readonly EdgeRow[] = [
  {
    edge: 'Cloud Armor',
    status: refused,
    body: /cloud armor|request blocked by security policy/i,
    source: 'cloud.google.com/armor',
  },
  {
    edge: 'Google load balancer or Cloud Armor',
    status: refused,
    body: /<title>4\d\d<\/title>\s*4\d\d (?:Forbidden|Not Found)/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Identity-Aware Proxy',
    status: refused,
    body: /invalid IAP credentials/i,
    source: 'cloud.google.com/iap',
  },
  {
    edge: 'Identity-Aware Proxy',
    means: 'refused',
    headers: { 'x-goog-iap-generated-response': /./ },
    source: 'cloud.google.com/iap',
  },
  {
    edge: 'Cloudflare challenge',
    means: 'refused',
    status: refused,
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
    edge: 'Google sign-in',
    means: 'refused',
    status: found,
    headers: { location: /^https:\/\/accounts\.google\.com\//i },
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
    status: refused,
    headers: { 'set-cookie': /_vercel_sso_nonce|_sso_nonce/i },
    source: 'vercel.com/docs, Deployment Protection',
  },
  {
    edge: 'Google Front End',
    status: refused,
    body: /<title>\s*Error \d{3}[^<]{0,80}!!1/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Google Front End',
    status: refused,
    body: /that.s all we know/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Cloud Run front end',
    status: refused,
    body: /<h1>Error: [^<]{1,60}<\/h1>\s*<h2>|does not have permission to (?:get URL|the requested URL)/i,
    source: 'incidents of the first platform',
  },
  {
    edge: 'Cloud Run front end',
    status: refused,
    body: /no available instance|container instance|^\s*rate exceeded\.\s*$/i,
    source: 'cloud.google.com/run, troubleshooting',
  },
  {
    edge: 'Google load balancer',
    means: 'missing',
    status: refused,
    body: /^response 404 \(backend NotFound\)/i,
    source: 'cloud.google.com/load-balancing',
  },
]
