/** Where the services are, without a trailing slash. `websocket` is the base, without `/ws`. */
export interface Urls {
  readonly auth: string
  readonly backend: string
  readonly frontend: string
  readonly websocket: string
}
