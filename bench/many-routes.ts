import { type ContractInput, defineContract } from '../contracts/contract.ts'
import { contract as netra } from '../contracts/netra.ts'

/** How many protected routes the backend promises in this run. */
const count = Number(process.env.BENCH_ROUTES ?? '10')

/** Netra with many protected routes: the same one again under other queries, since the reference has only a few. */
export const contract: ContractInput = defineContract({
  ...netra,
  services: netra.services.map((service) => {
    const [route] = service.protectedRoutes ?? []
    if (service.name !== 'backend' || route === undefined) return service
    const protectedRoutes = Array.from({ length: count }, (_, index) => ({
      ...route,
      request: { ...route.request, path: `/api/threads?limit=1&offset=${index}` },
    }))
    return { ...service, protectedRoutes }
  }),
})
