import { createHash } from 'node:crypto'
import type { Urls } from '../urls.ts'

/** One static file: its path holds a hash of its text, as Next.js names them. */
interface Asset {
  readonly path: string
  readonly type: 'text/css; charset=UTF-8' | 'application/javascript; charset=UTF-8'
  readonly text: string
}

export interface Assets {
  readonly stylesheet: Asset
  /** Starts the page. */
  readonly main: Asset
  /** Holds the addresses that were built in. */
  readonly page: Asset
}

const STYLE = `body{margin:0;font-family:system-ui,sans-serif;color:#111;background:#fff}
main{max-width:60rem;margin:0 auto;padding:2rem}
textarea{width:100%;min-height:6rem}
`
const START = `self.__next_f=self.__next_f||[];document.documentElement.dataset.started="1";\n`

/** The frontend's static files, with its addresses built in. */
export function makeAssets(baked: Urls): Assets {
  const settings = {
    NEXT_PUBLIC_API_URL: baked.backend,
    NEXT_PUBLIC_WS_URL: baked.websocket,
    NEXT_PUBLIC_AUTH_URL: baked.auth,
    NEXT_PUBLIC_FRONTEND_URL: baked.frontend,
  }
  const page = `self.__netra_config=Object.freeze(${JSON.stringify(settings)});\n`
  return {
    stylesheet: {
      path: `/_next/static/css/${hash(STYLE)}.css`,
      type: 'text/css; charset=UTF-8',
      text: STYLE,
    },
    main: script('main-app', START),
    page: script('app/page', page),
  }
}

function script(name: string, text: string): Asset {
  return {
    path: `/_next/static/chunks/${name}-${hash(text)}.js`,
    type: 'application/javascript; charset=UTF-8',
    text,
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

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
