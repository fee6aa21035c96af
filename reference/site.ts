import type { Urls } from './urls.ts'

/** Where the services are, for one another and for the world. A proxy makes the two differ. */
export interface Site {
  readonly inside: Urls
  readonly outside: Urls
}
