import { type EdgeRow, good } from './row.ts'

/** Pages of web servers and hosts on which no site or app was put yet: they answer 200, and are no app. */
const PAGES: readonly (readonly [of: string, body: RegExp, source: string])[] = [
  ['nginx', /<title>Welcome to (?:nginx|OpenResty)!/i, 'nginx 1.22.1, OpenResty 1.25'],
  [
    'Apache',
    /<title>Apache2 \w+ Default Page: It works<\/title>|^<html><body><h1>It works!<\/h1><\/body><\/html>/i,
    'Apache 2.4.71',
  ],
  [
    'Apache',
    /<title>(?:Test Page for the (?:Apache )?HTTP Server|HTTP Server Test Page powered by)/i,
    'httpd of Fedora, AlmaLinux',
  ],
  ['IIS', /<title>IIS Windows Server<\/title>/i, 'IIS 10'],
  ['Caddy', /<title>Caddy works!<\/title>/i, 'Caddy 2.11.7'],
  [
    'lighttpd',
    /You should replace this page with your own web pages as soon as possible/i,
    'lighttpd of Debian',
  ],
  ['Tomcat', /you've successfully installed Tomcat/i, 'Tomcat 10.1'],
  ['Nginx Proxy Manager', /successfully started the Nginx Proxy Manager/i, 'nginxproxymanager.com'],
  [
    'Cloud Run',
    /<title>Congratulations \| Cloud Run<\/title>/i,
    'cloud.google.com/run, the container hello',
  ],
  [
    'Azure',
    /<title>(?:Microsoft Azure App Service - Welcome|Your (?:Azure )?Functions? ?[\w. ]{0,16}app is up and running)/i,
    'learn.microsoft.com, App Service and Functions',
  ],
  ['Heroku', /<title>Heroku \| Welcome to your new app!/i, 'devcenter.heroku.com'],
  [
    'Firebase Hosting',
    /<title>Welcome to Firebase Hosting<\/title>/i,
    'firebase.google.com/docs/hosting',
  ],
  [
    'Plesk or cPanel',
    /<title>(?:Web Server's Default Page|Domain Default page|Default Web Site Page)<\/title>/i,
    'plesk.com, cpanel.net',
  ],
  [
    'a folder without an index',
    /<title>(?:Index of \/|Directory listing for \/)/i,
    'lists of nginx 1.22.1, Apache 2.4, http.server of Python 3',
  ],
  [
    'a parked domain',
    /window\.location\.href\s*=\s*"\/lander"|<title>[^<]{0,60}domain (?:name )?is (?:parked|for sale)/i,
    'pages of registrars',
  ],
]

export const DEFAULT_PAGES: readonly EdgeRow[] = PAGES.map(([of, body, source]) => ({
  edge: `default page of ${of}`,
  means: 'missing',
  status: good,
  body,
  source,
}))
