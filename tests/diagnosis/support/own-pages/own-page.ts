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

/** A page of HTML with a title. */
export const html = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>${body}</body>\n</html>\n`
