import type { ServicePromise } from '../../../contracts/schema/service.ts'

/** What a service may run on. */
export type Host = NonNullable<NonNullable<ServicePromise['deployedAs']>['local']>['on']

/** What next steps do on a host. */
export type HostCommand =
  | 'log'
  | 'describe'
  | 'revisions'
  | 'rollBack'
  | 'toLatest'
  | 'setVariable'
  | 'secretHash'

/**
 * The commands of each host as they are typed, by the documentation of gcloud, kubectl, Docker Compose, systemd, the Heroku
 * CLI and flyctl. A log is not filtered: lines on stderr carry no severity to filter by.
 */
export const HOST_COMMANDS: Readonly<Record<Host, Partial<Record<HostCommand, string>>>> = {
  'cloud-run': {
    log: 'gcloud run services logs read {deployedAs} --region {region} --limit 100',
    describe: 'gcloud run services describe {deployedAs} --region {region}',
    revisions: 'gcloud run revisions list --service {deployedAs} --region {region}',
    rollBack:
      'gcloud run services update-traffic {deployedAs} --region {region} --to-revisions PREVIOUS_REVISION=100',
    toLatest: 'gcloud run services update-traffic {deployedAs} --region {region} --to-latest',
    setVariable:
      'gcloud run services update {deployedAs} --region {region} --update-env-vars {strict}',
    secretHash: 'gcloud secrets versions access latest --secret SECRET_NAME | sha256sum',
  },
  kubernetes: {
    log: 'kubectl logs deployment/{deployedAs} --namespace {namespace} --since 10m',
    describe: 'kubectl describe deployment/{deployedAs} --namespace {namespace}',
    revisions: 'kubectl rollout history deployment/{deployedAs} --namespace {namespace}',
    rollBack: 'kubectl rollout undo deployment/{deployedAs} --namespace {namespace}',
    setVariable: 'kubectl set env deployment/{deployedAs} --namespace {namespace} {strict}',
  },
  compose: {
    log: 'docker compose logs --tail 100 {deployedAs}',
    describe: 'docker compose ps {deployedAs}',
    revisions: 'docker compose images {deployedAs}',
  },
  systemd: {
    log: 'journalctl --unit {deployedAs} --lines 100',
    describe: 'systemctl status {deployedAs}',
  },
  heroku: {
    log: 'heroku logs --num 100 --app {deployedAs}',
    revisions: 'heroku releases --app {deployedAs}',
    rollBack: 'heroku rollback --app {deployedAs}',
    setVariable: 'heroku config:set {strict} --app {deployedAs}',
  },
  fly: {
    log: 'fly logs --no-tail --app {deployedAs}',
    describe: 'fly status --app {deployedAs}',
    revisions: 'fly releases --app {deployedAs}',
  },
}

/** The host that the address of a service shows, where a provider names its hosts so. */
export function hostShownBy(hostname: string): Host | undefined {
  if (hostname.endsWith('.run.app')) return 'cloud-run'
  if (hostname.endsWith('.herokuapp.com')) return 'heroku'
  if (hostname.endsWith('.fly.dev')) return 'fly'
  return undefined
}
