import type { OwnPage } from './own-page.ts'

/** What servers and hosts show before an app is deployed. */
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
