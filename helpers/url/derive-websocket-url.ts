/** The WebSocket URL of a service from its HTTP one: http → ws, https → wss, host, port and base path kept. */
export function deriveWebsocketUrl(url: string): string {
  return url.replace(/^http(s?):/i, (_, secure: string) => `ws${secure.toLowerCase()}:`)
}
