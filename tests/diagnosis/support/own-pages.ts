/**
 * What hosts, gateways, firewalls and web servers answer in place of an app, as their documentation shows it or as it was seen, and
 * what apps and their frameworks answer themselves. `json` is a JSON body.
 */
export interface OwnPage {
  readonly what: string
  /** The code for it; `app` where it must not be taken for an edge's. */
  readonly is: string
  readonly status: number
  readonly body?: string
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const html = (title: string, body: string) =>
  `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>${body}</body>\n</html>\n`

const httpApi = (title: string, text: string) =>
  `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r\n<HTML><HEAD><TITLE>${title}</TITLE>\r\n<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>\r\n<BODY><h2>${title}</h2>\r\n<hr><p>${text}</p>\r\n</BODY></HTML>\r\n`

export const OF_HOSTS: readonly OwnPage[] = [
  {
    what: 'Netlify: a path that the site does not have',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Page not found',
      '<h1>Page not found</h1><p>Looks like you’ve followed a broken link or entered a URL that doesn’t exist on this site.</p>',
    ),
    headers: { server: 'Netlify', 'x-nf-request-id': '01J9' },
  },
  {
    what: 'GitHub Pages: no site',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Site not found &middot; GitHub Pages',
      "<h1>404</h1><p><strong>There isn't a GitHub Pages site here.</strong></p>",
    ),
    headers: { server: 'GitHub.com' },
  },
  {
    what: 'GitHub Pages: no file',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Page not found &middot; GitHub Pages',
      '<h1>404</h1><p><strong>File not found</strong></p>',
    ),
    headers: { server: 'GitHub.com' },
  },
  {
    what: 'GitLab Pages: no site',
    is: 'edge.missing',
    status: 404,
    body: html(
      "The page you're looking for could not be found (404)",
      "<h1>404</h1><h3>The page you're looking for could not be found.</h3><p>The resource that you are attempting to access does not exist or you don't have the necessary permissions to view it.</p>",
    ),
  },
  {
    what: 'Firebase Hosting: no site',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Site Not Found',
      '<h1>Site Not Found</h1><h2>Why am I seeing this?</h2><p>There are a few potential reasons:</p><ol><li>You haven’t deployed an app yet.</li></ol><a href="https://firebase.google.com/docs/hosting/">',
    ),
  },
  {
    what: 'S3: no bucket',
    is: 'edge.missing',
    status: 404,
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>app</BucketName><RequestId>4F</RequestId><HostId>x=</HostId></Error>',
    headers: { server: 'AmazonS3', 'content-type': 'application/xml' },
  },
  {
    what: 'S3: not public',
    is: 'edge.refused',
    status: 403,
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>4F</RequestId><HostId>x=</HostId></Error>',
    headers: { server: 'AmazonS3', 'content-type': 'application/xml' },
  },
  {
    what: 'S3 website: no key',
    is: 'edge.missing',
    status: 404,
    body: '<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n</ul>\n<hr/>\n</body>\n</html>\n',
    headers: { server: 'AmazonS3' },
  },
  {
    what: 'Cloud Storage: no bucket',
    is: 'edge.missing',
    status: 404,
    body: "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist.</Message></Error>",
    headers: { server: 'UploadServer', 'content-type': 'application/xml; charset=UTF-8' },
  },
  {
    what: 'Azure Blob Storage: no container',
    is: 'edge.missing',
    status: 404,
    body: '\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>ResourceNotFound</Code><Message>The specified resource does not exist.</Message></Error>',
    headers: {
      server: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0',
      'x-ms-error-code': 'ResourceNotFound',
    },
  },
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
    what: 'Vercel: the app was paused',
    is: 'edge.no-backend',
    status: 503,
    body: 'The deployment is paused.\n\nDEPLOYMENT_PAUSED\n\nfra1::x\n',
    headers: { server: 'Vercel', 'x-vercel-error': 'DEPLOYMENT_PAUSED' },
  },
  {
    what: 'Railway: the app does not answer',
    is: 'edge.no-backend',
    status: 502,
    json: { status: 'error', code: 502, message: 'Application failed to respond', request_id: 'x' },
    headers: { server: 'railway-edge', 'x-railway-fallback': 'true' },
  },
  {
    what: 'Render: suspended',
    is: 'edge.no-backend',
    status: 503,
    body: html(
      'Service Suspended',
      '<h1>Service Suspended</h1><p>This service has been suspended by its owner.</p>',
    ),
    headers: { 'x-render-routing': 'suspend-by-user' },
  },
  {
    what: 'Render: no service',
    is: 'edge.missing',
    status: 404,
    body: 'Not Found\n',
    headers: { 'x-render-routing': 'no-server' },
  },
  {
    what: 'Heroku: no such app',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Heroku | No such app',
      '<iframe src="//www.herokucdn.com/error-pages/no-such-app.html"></iframe>',
    ),
    headers: { server: 'Heroku' },
  },
  {
    what: 'Cloud Foundry: no route',
    is: 'edge.missing',
    status: 404,
    body: "404 Not Found: Requested route ('app.example.com') does not exist.\n",
    headers: { 'x-cf-routererror': 'unknown_route' },
  },
  {
    what: 'Cloud Foundry: the app is away',
    is: 'edge.no-backend',
    status: 502,
    body: '502 Bad Gateway: Registered endpoint failed to handle the request.\n',
    headers: { 'x-cf-routererror': 'endpoint_failure' },
  },
  {
    what: 'OpenShift: no pod',
    is: 'edge.no-backend',
    status: 503,
    body: html(
      'Application is not available',
      '<h1>Application is not available</h1><p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p>',
    ),
  },
  {
    what: 'DigitalOcean App Platform: the app is away',
    is: 'edge.no-backend',
    status: 504,
    body: html(
      'App Platform failed to forward this request to the application.',
      '<h1>App Platform failed to forward this request to the application.</h1>',
    ),
    headers: {
      server: 'cloudflare',
      'x-do-failure-code': 'UH',
      'x-do-failure-msg': 'no_healthy_upstream',
    },
  },
  {
    what: 'ngrok: no tunnel',
    is: 'edge.missing',
    status: 404,
    body: html('ngrok', 'The endpoint x.ngrok-free.app is offline. ERR_NGROK_3200'),
    headers: { 'ngrok-error-code': 'ERR_NGROK_3200' },
  },
  {
    what: 'ngrok: nothing behind the tunnel',
    is: 'edge.no-backend',
    status: 502,
    body: html('ngrok', 'ERR_NGROK_8012'),
    headers: { 'ngrok-error-code': 'ERR_NGROK_8012' },
  },
  {
    what: 'ngrok: the page in between',
    is: 'edge.refused',
    status: 200,
    body: html('ngrok', 'You are about to visit x.ngrok-free.app. ERR_NGROK_6024'),
    headers: { 'ngrok-error-code': 'ERR_NGROK_6024' },
  },
]

export const OF_CLOUDS: readonly OwnPage[] = [
  {
    what: 'API Gateway: no such resource',
    is: 'edge.missing',
    status: 403,
    json: { message: 'Missing Authentication Token' },
    headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException', 'x-amz-apigw-id': 'a=' },
  },
  {
    what: 'API Gateway: forbidden',
    is: 'edge.refused',
    status: 403,
    json: { message: 'Forbidden' },
    headers: { 'x-amzn-errortype': 'ForbiddenException' },
  },
  {
    what: 'API Gateway: the integration fails',
    is: 'edge.no-backend',
    status: 502,
    json: { message: 'Internal server error' },
    headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'x-amz-apigw-id': 'a=' },
  },
  {
    what: 'API Gateway: the integration takes too long',
    is: 'edge.no-backend',
    status: 504,
    json: { message: 'Endpoint request timed out' },
    headers: { 'x-amzn-errortype': 'InternalServerErrorException' },
  },
  {
    what: 'API Gateway, HTTP API: no route',
    is: 'edge.missing',
    status: 404,
    json: { message: 'Not Found' },
    headers: { 'apigw-requestid': 'a=' },
  },
  {
    what: 'API Gateway, HTTP API: the integration is away',
    is: 'edge.no-backend',
    status: 503,
    json: { message: 'Service Unavailable' },
    headers: { 'apigw-requestid': 'a=' },
  },
  {
    what: 'Lambda function URL: not public',
    is: 'edge.refused',
    status: 403,
    json: { Message: 'Forbidden' },
    headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  },
  {
    what: 'AWS load balancer: a rule that answers',
    is: 'edge.missing',
    status: 404,
    body: 'Not found',
    headers: { server: 'awselb/2.0' },
  },
  {
    what: 'CloudFront: the firewall refuses',
    is: 'edge.refused',
    status: 403,
    body: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">\n<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">\n<TITLE>ERROR: The request could not be satisfied</TITLE>\n</HEAD><BODY>\n<H1>403 ERROR</H1>\n<H2>The request could not be satisfied.</H2>\n<HR noshade size="1px">\nRequest blocked.\n<PRE>\nGenerated by cloudfront (CloudFront)\nRequest ID: x\n</PRE>\n</BODY></HTML>',
    headers: { server: 'CloudFront' },
  },
  {
    what: 'Azure Front Door: the origin is away',
    is: 'edge.no-backend',
    status: 503,
    body: html(
      '',
      "<h2>Our services aren't available right now</h2><p>We're working to restore all services as soon as possible. Please check back soon.</p>0abc",
    ),
    headers: { 'x-azure-ref': '20240615T' },
  },
  {
    what: 'Azure Front Door: no route',
    is: 'edge.missing',
    status: 404,
    body: html(
      '',
      "<h2>Page not found</h2><p>Oops! We weren't able to find your Azure Front Door Service configuration.</p>",
    ),
    headers: { 'x-azure-ref': '20240615T' },
  },
  {
    what: 'Azure Front Door: the firewall refuses',
    is: 'edge.refused',
    status: 403,
    body: html('', 'The request is blocked.'),
    headers: { 'x-azure-ref': '20240615T' },
  },
  {
    what: 'Azure Application Gateway: no healthy backend',
    is: 'edge.no-backend',
    status: 502,
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>Microsoft-Azure-Application-Gateway/v2</center>\r\n</body>\r\n</html>\r\n',
    headers: { server: 'Microsoft-Azure-Application-Gateway/v2' },
  },
  {
    what: 'Azure API Management: no operation',
    is: 'edge.missing',
    status: 404,
    json: { statusCode: 404, message: 'Resource not found' },
  },
  {
    what: 'Azure API Management: no subscription key',
    is: 'edge.refused',
    status: 401,
    json: {
      statusCode: 401,
      message:
        'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    },
  },
  {
    what: 'Azure Container Apps: stopped',
    is: 'edge.missing',
    status: 404,
    body: html(
      'Azure Container App - Unavailable',
      '<h1>Error 404 - This Container App is stopped or does not exist.</h1>',
    ),
  },
  {
    what: 'Azure Static Web Apps: no file',
    is: 'edge.missing',
    status: 404,
    body: html('Azure Static Web Apps - 404: Not found', '<h1>404: Not Found</h1>'),
  },
  {
    what: 'IIS: the host is not bound',
    is: 'edge.missing',
    status: 400,
    body: httpApi(
      'Bad Request - Invalid Hostname',
      'HTTP Error 400. The request hostname is invalid.',
    ),
    headers: { server: 'Microsoft-HTTPAPI/2.0' },
  },
  {
    what: 'IIS: the application pool is stopped',
    is: 'edge.no-backend',
    status: 503,
    body: httpApi('Service Unavailable', 'HTTP Error 503. The service is unavailable.'),
    headers: { server: 'Microsoft-HTTPAPI/2.0' },
  },
  {
    what: 'IIS with ARR: the app is away',
    is: 'edge.no-backend',
    status: 502,
    body: html(
      '502 - Web server received an invalid response while acting as a gateway or proxy server.',
      '<div id="header"><h1>Server Error</h1></div><fieldset><h2>502 - Web server received an invalid response while acting as a gateway or proxy server.</h2></fieldset>',
    ),
    headers: { server: 'Microsoft-IIS/10.0' },
  },
  {
    what: 'IIS: no such file',
    is: 'edge.missing',
    status: 404,
    body: html(
      '404 - File or directory not found.',
      '<div id="header"><h1>Server Error</h1></div><fieldset><h2>404 - File or directory not found.</h2></fieldset>',
    ),
    headers: { server: 'Microsoft-IIS/10.0' },
  },
  {
    what: 'ASP.NET Core Module: the app does not start',
    is: 'edge.no-backend',
    status: 500,
    body: html(
      'HTTP Error 500.30 - ASP.NET Core app failed to start',
      '<h1>HTTP Error 500.30 - ASP.NET Core app failed to start</h1>',
    ),
    headers: { server: 'Microsoft-IIS/10.0' },
  },
  {
    what: 'Google API Gateway: no such path',
    is: 'edge.missing',
    status: 404,
    json: { message: 'The current request is not defined by this API.', code: 404 },
    headers: { via: '1.1 google' },
  },
]

export const OF_GATEWAYS: readonly OwnPage[] = [
  {
    what: 'Istio: no route',
    is: 'edge.missing',
    status: 404,
    body: '',
    headers: { server: 'istio-envoy' },
  },
  {
    what: 'Istio: a policy refuses',
    is: 'edge.refused',
    status: 403,
    body: 'RBAC: access denied',
    headers: { server: 'istio-envoy', 'content-type': 'text/plain' },
  },
  {
    what: 'Kong: the upstream is away',
    is: 'edge.no-backend',
    status: 503,
    json: { message: 'failure to get a peer from the ring-balancer', request_id: 'x' },
    headers: { server: 'kong/3.9.1' },
  },
  {
    what: 'Kong: an error of its own',
    is: 'edge.no-backend',
    status: 500,
    json: { message: 'An unexpected error occurred', request_id: 'x' },
    headers: { server: 'kong/3.9.1' },
  },
  {
    what: 'APISIX: no route',
    is: 'edge.missing',
    status: 404,
    json: { error_msg: '404 Route Not Found' },
    headers: { server: 'APISIX/3.9.1' },
  },
  {
    what: 'APISIX: the upstream is away',
    is: 'edge.no-backend',
    status: 502,
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>openresty</center>\r\n<p><em>Powered by <a href="https://apisix.apache.org/">APISIX</a>.</em></p></body>\r\n</html>\r\n',
    headers: { server: 'APISIX/3.9.1' },
  },
  {
    what: 'Tyk: the upstream is away',
    is: 'edge.no-backend',
    status: 500,
    json: { error: 'There was a problem proxying the request' },
  },
  {
    what: 'HAProxy: too many requests',
    is: 'edge.no-backend',
    status: 429,
    body: '<html><body><h1>429 Too Many Requests</h1>\nYou have sent too many requests in a given amount of time.\n</body></html>\n',
    headers: { 'cache-control': 'no-cache', 'content-type': 'text/html' },
  },
  {
    what: 'HAProxy: an error of its own',
    is: 'edge.no-backend',
    status: 500,
    body: '<html><body><h1>500 Internal Server Error</h1>\nAn internal server error occurred.\n</body></html>\n',
    headers: { 'cache-control': 'no-cache', 'content-type': 'text/html' },
  },
  {
    what: 'LiteSpeed: the app is away',
    is: 'edge.no-backend',
    status: 503,
    body: '<!DOCTYPE html>\n<html style="height:100%">\n<head>\n<title> 503 Service Unavailable\r\n</title></head>\n<body><h1>503</h1><h2>Service Unavailable\r\n</h2><p>Proudly powered by LiteSpeed Web Server</p></body></html>\n',
    headers: { server: 'LiteSpeed' },
  },
  {
    what: 'OpenResty: the upstream is silent',
    is: 'edge.no-backend',
    status: 504,
    body: '<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>openresty/1.25.3.1</center>\r\n</body>\r\n</html>\r\n',
    headers: { server: 'openresty/1.25.3.1' },
  },
  {
    what: 'Passenger: the app does not start',
    is: 'edge.no-backend',
    status: 500,
    body: html(
      "We're sorry, but something went wrong",
      "<h1>We're sorry, but something went wrong.</h1><p>Web application could not be started by the Phusion Passenger(R) application server.</p>",
    ),
    headers: { 'x-powered-by': 'Phusion Passenger(R) 6.0.20' },
  },
  {
    what: 'Traefik: basic auth',
    is: 'edge.refused',
    status: 401,
    body: '401 Unauthorized\n',
    headers: { 'www-authenticate': 'Basic realm="traefik"', 'content-type': 'text/plain' },
  },
  {
    what: 'Caddy: basic auth',
    is: 'edge.refused',
    status: 401,
    body: '',
    headers: { server: 'Caddy', 'www-authenticate': 'Basic realm="restricted"' },
  },
  {
    what: 'Kubernetes: its own API in place of the app',
    is: 'edge.refused',
    status: 403,
    json: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'forbidden: User "system:anonymous" cannot get path "/health"',
      reason: 'Forbidden',
      details: {},
      code: 403,
    },
  },
]

export const OF_WALLS: readonly OwnPage[] = [
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
]

export const DEFAULTS: readonly OwnPage[] = [
  ['nginx', '<title>Welcome to nginx!</title>'],
  ['OpenResty', '<title>Welcome to OpenResty!</title>'],
  [
    'Nginx Proxy Manager',
    "<title>Default Site</title><h1>Congratulations!</h1><p>You've successfully started the Nginx Proxy Manager.</p>",
  ],
  ['Apache on Fedora', '<title>Test Page for the HTTP Server on Fedora</title>'],
  ['Apache on AlmaLinux', '<title>HTTP Server Test Page powered by: AlmaLinux</title>'],
  [
    'Tomcat',
    "<title>Apache Tomcat/10.1.20</title><h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>",
  ],
  [
    'lighttpd',
    '<title>Welcome page</title><p>You should replace this page with your own web pages as soon as possible.</p>',
  ],
  [
    'the container of Cloud Run',
    "<title>Congratulations | Cloud Run</title><h1>It's running!</h1>",
  ],
  ['Azure App Service', '<title>Microsoft Azure App Service - Welcome</title>'],
  ['Azure Functions', '<title>Your Azure Function App is up and running.</title>'],
  ['Heroku', '<title>Heroku | Welcome to your new app!</title>'],
  ['Firebase', '<title>Welcome to Firebase Hosting</title>'],
  ['Plesk', "<title>Web Server's Default Page</title>"],
  ['a parked domain', '<script>window.onload=function(){window.location.href="/lander"}</script>'],
].map(([what = '', body = '']) => ({
  what: `the default page of ${what}`,
  is: 'edge.missing',
  status: 200,
  body: `<!DOCTYPE html><html><head>${body}</head></html>`,
}))

export const OF_APPS: readonly OwnPage[] = [
  [
    'Rails 500',
    500,
    html(
      "We're sorry, but something went wrong (500)",
      "<h1>We're sorry, but something went wrong.</h1><p>If you are the application owner check the logs for more information.</p>",
    ),
  ],
  [
    'Rails 404',
    404,
    html(
      "The page you were looking for doesn't exist (404)",
      "<h1>The page you were looking for doesn't exist.</h1>",
    ),
  ],
  [
    'Django 500',
    500,
    '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n',
  ],
  [
    'Django 400, ALLOWED_HOSTS',
    400,
    '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Bad Request (400)</title>\n</head>\n<body>\n  <h1>Bad Request (400)</h1><p></p>\n</body>\n</html>\n',
  ],
  [
    'Laravel 503, maintenance',
    503,
    html('Service Unavailable', '<div>503</div><div>Service Unavailable</div>'),
  ],
  [
    'Symfony 500',
    500,
    html(
      'An Error Occurred: Internal Server Error',
      '<h1>Oops! An Error Occurred</h1><h2>The server returned a "500 Internal Server Error".</h2>',
    ),
  ],
  [
    'Spring, whitelabel',
    404,
    '<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p></body></html>',
  ],
  [
    'Tomcat 404',
    404,
    '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title></head><body><h1>HTTP Status 404 – Not Found</h1><h3>Apache Tomcat/10.1.20</h3></body></html>',
  ],
  [
    'Jetty 503',
    503,
    '<html><head><title>Error 503 Service Unavailable</title></head><body><h2>HTTP ERROR 503 Service Unavailable</h2><hr/><a href="https://jetty.org/">Powered by Jetty:// 12.0.9</a></body></html>',
  ],
  ['Express 404', 404, html('Error', '<pre>Cannot GET /health</pre>')],
  ['Go, http.Error', 503, 'Service Unavailable\n'],
  ['Puma', 500, 'An unhandled lowlevel error occurred. The application logs may have details.\n'],
  ['Sinatra 404', 404, html('', '<h2>Sinatra doesn’t know this ditty.</h2>')],
  [
    'WordPress 500',
    500,
    html('WordPress &rsaquo; Error', '<p>There has been a critical error on this website.</p>'),
  ],
  ['php-fpm without its file', 404, 'File not found.\n'],
  [
    'Rocket 404',
    404,
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n    <title>404 Not Found</title>\n</head>\n<body align="center">\n    <h1>404: Not Found</h1>\n    <p>The requested resource could not be found.</p>\n    <hr /><small>Rocket</small>\n</body>\n</html>',
  ],
  ['Koa 404', 404, 'Not Found'],
  ['Hono 404', 404, '404 Not Found'],
  ['aiohttp 404', 404, '404: Not Found'],
  ['actix 404', 404, ''],
  [
    'Next.js 404',
    404,
    html(
      '404: This page could not be found.',
      '<h1>404</h1><h2>This page could not be found.</h2>',
    ),
  ],
  ['Phoenix 500', 500, 'Internal Server Error'],
  [
    'a page of its own that says it is down',
    503,
    html(
      'We will be back soon',
      '<h1>Down for maintenance</h1><p>Our services will be available soon.</p>',
    ),
  ],
  [
    'a page about access',
    403,
    html(
      'Access denied',
      '<h1>Access denied</h1><p>You do not have permission to view this order.</p>',
    ),
  ],
  [
    'its page with a script of Imperva',
    200,
    html('Shop', '<h1>Shop</h1><script src="/_Incapsula_Resource?SWJIYLWA=1"></script>'),
  ],
  ['its start page', 200, html('Welcome', '<h1>Welcome! It works for you.</h1>')],
].map(([what, status, body]) => ({
  what: String(what),
  is: 'app',
  status: Number(status),
  body: String(body),
  headers: { 'content-type': 'text/html; charset=utf-8' },
}))

const JSON_OF_APPS: readonly (readonly [string, number, unknown])[] = [
  ['NestJS', 404, { statusCode: 404, message: 'Cannot GET /health', error: 'Not Found' }],
  ['Fastify', 404, { message: 'Route GET:/health not found', error: 'Not Found', statusCode: 404 }],
  ['FastAPI', 404, { detail: 'Not Found' }],
  ['FastAPI', 403, { detail: 'Not authenticated' }],
  ['an API of its own', 404, { message: 'Not Found' }],
  ['an API of its own', 403, { message: 'Forbidden' }],
  ['an API of its own', 500, { message: 'Internal server error' }],
  [
    'an API that names its gateway',
    502,
    { error: 'the payment provider answered: upstream connect error' },
  ],
]

export const JSON_APPS: readonly OwnPage[] = JSON_OF_APPS.map(([what, status, json]) => ({
  what: `${what}: ${JSON.stringify(json)}`,
  is: 'app',
  status,
  json,
}))
