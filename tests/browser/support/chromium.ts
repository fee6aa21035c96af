import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Linux distributions and Chrome's own package put the browser; `CHROMIUM` names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export interface ChromiumOptions {
  /** The forward proxy through which every name is reached, `http://127.0.0.1:3128`. */
  readonly proxy?: string
}

/**
 * Starts the installed Chromium without a window, with a profile of its own that is gone afterwards. Certificates are
 * not checked: what a browser makes of a page is tried here, and what it makes of a certificate is not. Throws where no
 * Chromium is installed.
 */
export async function startChromium({ proxy }: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find(existsSync)
  if (executablePath === undefined)
    throw new Error(
      `no Chromium at ${PLACES.join(', ')}: install it (Debian: apt-get install chromium), or name it in CHROMIUM`,
    )
  return chromium.launch({
    executablePath,
    args: ['--ignore-certificate-errors'],
    ...(proxy !== undefined && {
      // Chromium reaches loopback past a proxy, unless a flag says otherwise.
      proxy: { server: proxy, bypass: '<-loopback>' },
    }),
  })
}
