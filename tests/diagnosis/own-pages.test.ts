import { expect, test } from 'vitest'
import { recogniseEdge } from '../../helpers/diagnosis/judges/health/edge-of.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { answer, page } from './support/facts.ts'
import { OF_APP_HOSTS } from './support/own-pages/app-hosts.ts'
import { JSON_APPS, OF_APPS } from './support/own-pages/apps.ts'
import { OF_CLOUDS } from './support/own-pages/clouds.ts'
import { DEFAULTS } from './support/own-pages/default-pages.ts'
import { OF_DELIVERY_NETWORKS } from './support/own-pages/delivery-networks.ts'
import { OF_FILE_HOSTS } from './support/own-pages/file-hosts.ts'
import { OF_GATEWAYS } from './support/own-pages/gateways.ts'
import type { OwnPage } from './support/own-pages/own-page.ts'
import { OF_WALLS } from './support/own-pages/walls.ts'

function answerOf({ status, body, json, headers = {} }: OwnPage): Answer {
  return json === undefined && body !== ''
    ? page(status, body ?? '', headers)
    : answer(status, json, headers)
}

test.each([
  ...OF_FILE_HOSTS,
  ...OF_DELIVERY_NETWORKS,
  ...OF_APP_HOSTS,
  ...OF_CLOUDS,
  ...OF_GATEWAYS,
  ...OF_WALLS,
  ...DEFAULTS,
])('$what is $is', (own) => {
  const of = answerOf(own)
  expect(judgeAnswered(of, 'api', 'it answers')?.code).toBe(own.is)
  expect(recogniseEdge(of)?.name).toBeDefined()
})

test.each([...OF_APPS, ...JSON_APPS])('$what, $status, is the app itself', (own) => {
  const of = answerOf(own)
  expect(recogniseEdge(of)).toBeUndefined()
  expect(judgeAnswered(of, 'api', 'it answers')?.code ?? '').not.toMatch(/^edge\./)
})
