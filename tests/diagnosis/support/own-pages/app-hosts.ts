import { html, type OwnPage } from './own-page.ts'

/** Hosts of apps, and tunnels to one. */
export const OF_APP_HOSTS: readonly OwnPage[] = [
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
