import type { ServicePlan } from '../service.ts'
import type { Urls } from '../urls.ts'

/** The frontend's settings. */
export interface FrontendPlan extends ServicePlan {
  /** The addresses built into its pages (NEXT_PUBLIC_*), from those that are right. */
  baked: (urls: Urls) => Urls
  /** The addresses its own server asks for the health of the others. */
  asks: (urls: Urls) => Pick<Urls, 'auth' | 'backend'>
}
