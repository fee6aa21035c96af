import type { Assets } from './make-assets.ts'

/** The page every route of the frontend starts with. */
export function makePage(assets: Assets): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>Netra</title>
<link rel="stylesheet" href="${assets.stylesheet.path}"/>
<script src="${assets.main.path}" async=""></script>
</head><body><main>
<h1>Netra</h1>
<p>Ask an agent what your AI workloads cost, and what to change first.</p>
<form action="/chat"><label>Your question<textarea name="question"></textarea></label>
<button type="submit">Ask</button></form>
<p><a href="/login">Log in</a></p>
</main><script src="${assets.page.path}" async=""></script></body></html>
`
}
