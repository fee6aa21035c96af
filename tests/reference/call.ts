/** What a test sends. */
export interface Call {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** A body as it is, instead of `json`. */
  readonly body?: string
}

/** What came back; `json` is undefined when the body is none. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  readonly json: any
}

/** One request, `call('GET https://…', { token })`. Redirects are not followed. */
export async function call(request: string, options: Call = {}): Promise<Reply> {
  const [method = 'GET', url = ''] = request.split(' ')
  const body =
    options.body ?? (options.json === undefined ? undefined : JSON.stringify(options.json))
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
