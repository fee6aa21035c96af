import { html, type OwnPage } from './own-page.ts'

/** Hosts of files and static sites. */
export const OF_FILE_HOSTS: readonly OwnPage[] = [
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
]
