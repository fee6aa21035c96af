import { html, type OwnPage } from './own-page.ts'

/** Networks that deliver for an origin elsewhere. */
export const OF_DELIVERY_NETWORKS: readonly OwnPage[] = [
  {
    what: 'Akamai: a rule refuses',
    is: 'edge.refused',
    status: 403,
    body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \nYou don\'t have permission to access "http&#58;&#47;&#47;x&#46;example&#47;health" on this server.<P>\nReference&#32;&#35;18&#46;7a1d2c17&#46;1718409600&#46;3f9b21e\n</BODY>\n</HTML>\n',
    headers: { server: 'AkamaiGHost' },
  },
  {
    what: 'Akamai: the origin is away',
    is: 'edge.no-backend',
    status: 503,
    body: '<HTML><HEAD><TITLE>Error</TITLE></HEAD><BODY>\nAn error occurred while processing your request.<p>\nReference&#32;&#35;97&#46;7a1d2c17&#46;1718409600&#46;3f9b21e\n</BODY></HTML>\n',
    headers: { server: 'AkamaiGHost' },
  },
  {
    what: 'Akamai: an unknown host',
    is: 'edge.missing',
    status: 400,
    body: '<HTML><HEAD>\n<TITLE>Invalid URL</TITLE>\n</HEAD><BODY>\n<H1>Invalid URL</H1>\nThe requested URL "&#91;no&#32;URL&#93;", is invalid.<p>\nReference&#32;&#35;9&#46;7a1d2c17&#46;1718409600&#46;3f9b21e\n</BODY></HTML>\n',
    headers: { server: 'AkamaiGHost' },
  },
  {
    what: 'Fastly: an unknown host',
    is: 'edge.missing',
    status: 500,
    body: html(
      'Fastly error: unknown domain x.example',
      '<p>Fastly error: unknown domain: x.example. Please check that this domain has been added to a service.</p>',
    ),
  },
  {
    what: 'Fastly: the origin is away',
    is: 'edge.no-backend',
    status: 503,
    body: '<?xml version="1.0" encoding="utf-8"?>\n<html>\n  <head>\n    <title>503 Backend unavailable, connection timeout</title>\n  </head>\n  <body>\n    <h1>Error 503 Backend unavailable, connection timeout</h1>\n    <h3>Error 54113</h3>\n    <p>Details: cache-fra-1 1718409600 1</p>\n    <hr>\n    <p>Varnish cache server</p>\n  </body>\n</html>\n',
    headers: { 'x-served-by': 'cache-fra-etou8220025-FRA' },
  },
  {
    what: 'Cloudflare: the zone points nowhere',
    is: 'edge.no-backend',
    status: 530,
    body: 'error code: 1016',
    headers: { server: 'cloudflare' },
  },
  {
    what: 'Cloudflare: access denied by a rule',
    is: 'edge.refused',
    status: 403,
    body: 'error code: 1020',
    headers: { server: 'cloudflare' },
  },
  {
    what: 'Cloudflare: a page of its server, as where WebSockets are off',
    is: 'edge.refused',
    status: 403,
    body: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>',
    headers: { server: 'cloudflare' },
  },
]
