import { html, type OwnPage } from './own-page.ts'

/** Sign-ins and firewalls in front of an app. */
export const OF_WALLS: readonly OwnPage[] = [
  {
    what: 'OAuth2 Proxy, whose app is gone',
    is: 'edge.no-backend',
    status: 502,
    body: '\n<!DOCTYPE html>\n<html lang="en" charset="utf-8">\n<head>\n<meta charset="utf-8">\n  <title>502 Bad Gateway</title>\n<link rel="stylesheet" href="/oauth2/static/css/bulma.min.css">',
  },
  {
    what: 'a sign-in elsewhere, by OAuth',
    is: 'edge.refused',
    status: 302,
    headers: {
      location:
        'https://id.example.com/oauth/authorize?client_id=x&response_type=code&redirect_uri=https%3A%2F%2Fapp',
    },
  },
  {
    what: 'Authelia',
    is: 'edge.refused',
    status: 302,
    headers: {
      location: 'https://auth.example.com/?rd=https%3A%2F%2Fapp.example.com%2Fhealth&rm=GET',
    },
  },
  {
    what: 'authentik',
    is: 'edge.refused',
    status: 302,
    headers: { location: 'https://app.example.com/outpost.goauthentik.io/start?rd=%2Fhealth' },
  },
  {
    what: 'Pomerium',
    is: 'edge.refused',
    status: 302,
    headers: {
      location: 'https://authenticate.example.com/.pomerium/sign_in?pomerium_redirect_uri=x',
    },
  },
  {
    what: 'Vercel protection, as a redirect',
    is: 'edge.refused',
    status: 302,
    headers: { location: 'https://vercel.com/sso-api?url=https%3A%2F%2Fapp&nonce=1' },
  },
  {
    what: 'Amazon Cognito at the load balancer',
    is: 'edge.refused',
    status: 302,
    headers: {
      server: 'awselb/2.0',
      location:
        'https://x.auth.eu-west-1.amazoncognito.com/oauth2/authorize?client_id=x&response_type=code',
    },
  },
  {
    what: 'Netlify: a password',
    is: 'edge.refused',
    status: 401,
    body: html(
      'Password protected site',
      '<form method="post"><h1>This site is password protected</h1></form>',
    ),
    headers: { server: 'Netlify', 'x-nf-request-id': '01J9' },
  },
  {
    what: 'AWS WAF: a challenge',
    is: 'edge.refused',
    status: 202,
    body: '',
    headers: { 'x-amzn-waf-action': 'challenge' },
  },
  {
    what: 'Imperva',
    is: 'edge.refused',
    status: 403,
    body: '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=1&incident_id=1">Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>',
    headers: { 'x-iinfo': '1-2-3' },
  },
  {
    what: 'F5: rejected with 200',
    is: 'edge.refused',
    status: 200,
    body: '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 123<br><br></body></html>',
  },
  {
    what: 'Sucuri',
    is: 'edge.refused',
    status: 403,
    body: html(
      'Sucuri WebSite Firewall - Access Denied',
      '<h1>Access Denied - Sucuri Website Firewall</h1>',
    ),
    headers: { 'x-sucuri-block': 'x' },
  },
  {
    what: 'DataDome',
    is: 'edge.refused',
    status: 403,
    json: { url: 'https://geo.captcha-delivery.com/captcha/?initialCid=x' },
    headers: { 'x-datadome': 'protected' },
  },
  {
    what: 'a page of the network this run is in',
    is: 'edge.refused',
    status: 403,
    body: html('Internet Security by Zscaler', '<p>Zscaler has blocked this page</p>'),
    headers: { server: 'Zscaler/6.2' },
  },
  {
    what: 'Cloudflare Access: no service token',
    is: 'edge.refused',
    status: 403,
    body: html('Error ・ Cloudflare Access', '<h1>Forbidden</h1>'),
    headers: { server: 'cloudflare' },
  },
]
