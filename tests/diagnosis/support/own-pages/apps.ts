import { html, type OwnPage } from './own-page.ts'

/** Error pages of apps and their frameworks: no edge answers there. */
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
